/** What `lode --help` prints. @module */

/** The usage of every command. */
export const HELP = `Usage: lode COMMAND [OPTIONS] FILE...

Commands:
  extract FILE...   text, structure, tables and metadata out of files
  render FILE       pages as PNG files
  formats           the formats that can be read
  doctor            where the native library is, and what the machine offers

Options of extract:
  --format FORMAT     text, markdown or html (default: text)
  --pages PAGES       such as 1-3,7
  --password WORD     for encrypted files; may be given several times
  --language CODE     language for OCR, ISO 639-3 (default: eng)
  --ocr MODE          auto, always or never (default: auto); reads with tesseract.js where that is installed
  --chunk SIZE        also cut the content into chunks of so many characters (with --json)
  --keywords COUNT    also find so many key phrases (with --json)
  --timeout MS        the longest that one file may take
  --json              one JSON document for each file, one a line
  --output PATH, -o   a file, or for several files a folder, to write to

Options of render:
  --dpi NUMBER        dots per inch (default: 150)
  --pages PAGES       such as 1-3,7
  --password WORD     for encrypted files
  --output FOLDER, -o where to write page-1.png and so on (default: here)

Options of formats and doctor:
  --json              as JSON

Exit codes: 0 all went well, 1 some files failed, 2 the command line is wrong.`;
