/** What `lode --help` prints. @module */

/** The usage of every command. */
export const HELP = `Usage: lode COMMAND [OPTIONS] FILE...

Commands:
  extract FILE...     text, structure, tables and metadata out of files
  render FILE         pages as PNG files
  duplicates PATH...  copies in source files and folders
  probe FILE...       what is in audio and video files
  transcode IN OUT    audio and video in another form
  formats             the formats that can be read
  doctor              where the native library is, and what the machine offers

Options of extract:
  --format FORMAT     text, markdown or html (default: text)
  --pages PAGES       such as 1-3,7
  --password WORD     for encrypted files; may be given several times
  --language CODE     language for OCR, ISO 639-3 (default: eng)
  --ocr MODE          auto, always or never (default: auto); reads with tesseract.js where that is installed
  --chunk SIZE        also cut the content into chunks of so many characters (with --json)
  --keywords COUNT    also find so many key phrases (with --json)
  --models MODULE     a module whose transcribe and analyzeVideo are asked about sound, images and video
  --timeout MS        the longest that one file may take
  --json              one JSON document for each file, one a line
  --output PATH, -o   a file, or for several files a folder, to write to

Options of render:
  --dpi NUMBER        dots per inch (default: 150)
  --pages PAGES       such as 1-3,7
  --password WORD     for encrypted files
  --output FOLDER, -o where to write page-1.png and so on (default: here)

Options of duplicates:
  --min-block-size N  the fewest tokens of a copy (default: 50)
  --min-lines N       the fewest lines of a copy (default: 1)
  --types LIST        1 exact, 2 renamed, 3 edited (default: 1,2,3)
  --threshold SHARE   the least similarity of edited copies, 0 to 1 (default: 0.85)
  --identifiers MODE  how names are compared: ignore, consistent or exact (default: ignore)
  --literals MODE     how numbers and strings are compared: ignore or exact (default: ignore)
  --languages LIST    such as typescript,rust (default: all that are known)
  --ignore PATTERN    files to leave out, as in a .gitignore; may be given several times
  --no-gitignore      scan what .gitignore files leave out, too
  --generated         scan generated files, too
  --baseline FILE     leave out what this file, from --write-baseline, knows
  --write-baseline FILE  note what was found, for --baseline
  --timeout MS        the longest that the scan may take
  --format FORMAT     text, json, sarif or html (default: text); --json is short for json
  --output FILE, -o   a file to write to

Options of transcode (what is left out stays as it is, where OUT's container allows that):
  --video-codec NAME  such as h264, av1, vp9, copy or none; also --audio-codec, --subtitle-codec
  --video-bitrate N   bits a second; also --audio-bitrate
  --quality N         quality of video in place of a bit rate, 0 to 100
  --preset WORD       the encoder's own word for effort
  --width N           pixels; also --height, one of them is enough
  --fps N             frames a second
  --start S           where to start, in seconds; also --duration
  --channels N        channels of sound; also --sample-rate
  --volume FACTOR     loudness of sound; 1 leaves it
  --two-pass          encode the video twice
  --threads N         threads to use
  --overwrite         replace OUT if it is there

Options of formats, doctor, probe and transcode:
  --json              as JSON

Exit codes: 0 all went well, 1 some files failed or copies were found, 2 the command line is wrong.`;
