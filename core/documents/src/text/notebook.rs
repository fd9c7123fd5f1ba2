//! Jupyter notebooks (nbformat 3 and 4): texts, code and what it printed, in the order of the cells.

use lode_runtime::{Bytes, Error, Result};
use mail_parser::decoders::base64::base64_decode;
use serde_json::Value;

use super::charset::decode_text;
use super::{json, markdown};
use crate::document::{Content, Document};
use crate::formats::Context;
use crate::model::ExtractedImage;
use crate::web::html;

/// Reads a notebook. JSON that has no cells is read as JSON.
///
/// # Errors
/// `Parse` for what is not JSON, those of reading Markdown and HTML, `Cancelled`, `Timeout`.
pub fn read(bytes: &Bytes, context: &Context) -> Result<Document> {
    let text = decode_text(bytes.as_ref().as_ref(), None).0;
    let notebook: Value = match serde_json::from_str(text.trim_start_matches('\u{FEFF}')) {
        Ok(notebook) => notebook,
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            return Err(Error::parse(format!("not a valid notebook: {error}")).at_line(line));
        }
    };
    // Version 3 has its cells in worksheets, of which programs only ever wrote one.
    let Some(cells) = notebook["cells"].as_array().or(notebook["worksheets"][0]["cells"].as_array()) else {
        return json::read(bytes, context);
    };
    let about = &notebook["metadata"];
    let language = about["language_info"]["name"].as_str().or(about["kernelspec"]["language"].as_str());
    let mut reader = Reader { context, document: Document::default(), language };
    reader.about(about);
    for cell in cells {
        context.job.check()?;
        reader.cell(cell)?;
    }
    Ok(reader.document)
}

struct Reader<'a> {
    context: &'a Context<'a>,
    document: Document,
    language: Option<&'a str>,
}

impl Reader<'_> {
    fn about(&mut self, about: &Value) {
        let metadata = &mut self.document.metadata;
        metadata.title = about["title"].as_str().map(str::to_string);
        let authors = about["authors"].as_array().into_iter().flatten();
        metadata.authors = authors.filter_map(|author| author["name"].as_str()).map(str::to_string).collect();
    }

    fn cell(&mut self, cell: &Value) -> Result<()> {
        match cell["cell_type"].as_str().unwrap_or_default() {
            "markdown" => self.markdown(lines(&cell["source"])),
            "heading" => {
                let level = cell["level"].as_u64().unwrap_or(1).clamp(1, 6);
                self.markdown(format!("{} {}", "#".repeat(level as usize), lines(&cell["source"])))
            }
            "code" => {
                let source = if cell["source"].is_null() { &cell["input"] } else { &cell["source"] };
                self.code(self.language.or(cell["language"].as_str()), &lines(source));
                cell["outputs"].as_array().into_iter().flatten().try_for_each(|output| self.output(output))
            }
            _ => {
                self.code(None, &lines(&cell["source"]));
                Ok(())
            }
        }
    }

    fn output(&mut self, output: &Value) -> Result<()> {
        match output["output_type"].as_str().unwrap_or_default() {
            "error" | "pyerr" => {
                let part = |name| output[name].as_str().unwrap_or_default();
                self.code(None, &format!("{}: {}", part("ename"), part("evalue")));
            }
            "stream" => self.code(None, &without_escapes(&lines(&output["text"]))),
            // Version 3 has the forms of a result right in it, by shorter names.
            _ => self.result(if output["data"].is_object() { &output["data"] } else { output })?,
        }
        Ok(())
    }

    /// The form of a result that says the most in words, and its pictures.
    fn result(&mut self, forms: &Value) -> Result<()> {
        let form = |names: [&str; 2]| {
            let found = names.into_iter().map(|name| lines(&forms[name])).find(|text| !text.trim().is_empty());
            found.unwrap_or_default()
        };
        if self.context.options.images.get().is_some() {
            for (mime_type, names) in [("image/png", ["image/png", "png"]), ("image/jpeg", ["image/jpeg", "jpeg"])] {
                if let Some(data) = base64_decode(form(names).as_bytes()).filter(|data| !data.is_empty()) {
                    let mime_type = mime_type.to_string();
                    self.document.images.push(ExtractedImage { data, mime_type, ..ExtractedImage::default() });
                }
            }
        }
        let (markdown, html) = (form(["text/markdown", "markdown"]), form(["text/html", "html"]));
        let (latex, plain) = (form(["text/latex", "latex"]), form(["text/plain", "text"]));
        if !markdown.is_empty() {
            self.markdown(markdown)
        } else if html.contains("<table") {
            let part = html::read_str(&html, self.context)?;
            self.append(part);
            Ok(())
        } else if !latex.is_empty() {
            let formula = latex.trim().trim_matches('$').trim_start_matches("\\displaystyle").trim();
            self.document.push(Content::Formula(formula.to_string()));
            Ok(())
        } else {
            self.code(None, &without_escapes(&plain));
            Ok(())
        }
    }

    fn code(&mut self, language: Option<&str>, text: &str) {
        if !text.trim().is_empty() {
            let language = language.map(str::to_string);
            self.document.push(Content::Code { language, text: text.trim_end().to_string() });
        }
    }

    fn markdown(&mut self, text: String) -> Result<()> {
        let part = markdown::read_str(&text, self.context)?;
        self.append(part);
        Ok(())
    }

    fn append(&mut self, part: Document) {
        self.document.blocks.extend(part.blocks);
        self.document.links.extend(part.links);
    }
}

/// A text, which is a string or a list of its lines.
fn lines(text: &Value) -> String {
    match text {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

/// Text without what colors it on a terminal (ECMA-48, section 5.4).
fn without_escapes(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').get(1..).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use lode_runtime::{ErrorCode, Job};

    use super::*;
    use crate::document::RichText;
    use crate::options::parse_options;

    fn read_all(json: &str) -> Result<Document> {
        let (job, options) = (Job::default(), parse_options(br#"{"images": true}"#).unwrap());
        let bytes: Bytes = Arc::new(json.as_bytes().to_vec());
        read(&bytes, &Context { job: &job, options: &options, depth: 0, name: None })
    }

    fn contents(json: &str) -> Vec<Content> {
        read_all(json).unwrap().blocks.into_iter().map(|block| block.content).collect()
    }

    fn code(language: Option<&str>, text: &str) -> Content {
        Content::Code { language: language.map(str::to_string), text: text.into() }
    }

    #[test]
    fn cells_and_what_they_printed_stand_in_their_order() {
        let notebook = r##"{"cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# Ships\n", "\n", "All of them."]},
            {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": "print(1)\n2", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["\u001b[1;31m1\u001b[0m\n"]},
                {"output_type": "execute_result", "data": {"text/plain": ["2"]}, "metadata": {}},
                {"output_type": "display_data", "data": {"image/png": "iVBORw0K\nGgo=\n", "text/plain": "<Figure>"}},
                {"output_type": "display_data", "data": {"text/html": "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>", "text/plain": "a 1"}},
                {"output_type": "display_data", "data": {"text/latex": "$\\displaystyle x^{2}$"}},
                {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["..."]}]},
            {"cell_type": "raw", "metadata": {}, "source": "as it is"}],
            "metadata": {"kernelspec": {"language": "python"}, "title": "T", "authors": [{"name": "Ann"}]}, "nbformat": 4}"##;
        let contents = contents(notebook);
        let [heading, text, code_cell, printed, result, figure, Content::Table(table), formula, error, raw] =
            contents.as_slice()
        else {
            panic!("{contents:?}")
        };
        assert_eq!(*heading, Content::Heading { level: 1, text: "Ships".into() });
        assert_eq!(*text, Content::Paragraph(RichText::plain("All of them.")));
        assert_eq!(
            [code_cell, printed, result],
            [&code(Some("python"), "print(1)\n2"), &code(None, "1"), &code(None, "2")]
        );
        assert_eq!((figure, table.cells.row(1).collect::<Vec<_>>()), (&code(None, "<Figure>"), vec!["1"]));
        assert_eq!(*formula, Content::Formula("x^{2}".into()));
        assert_eq!([error, raw], [&code(None, "ValueError: no"), &code(None, "as it is")]);
        let document = read_all(notebook).unwrap();
        assert_eq!(
            (document.metadata.title.as_deref(), &document.metadata.authors[..]),
            (Some("T"), &["Ann".to_string()][..])
        );
        assert_eq!(document.images[0].data, b"\x89PNG\r\n\x1a\n");
    }

    #[test]
    fn notebooks_of_version_3_are_read() {
        let notebook = r#"{"nbformat": 3, "worksheets": [{"cells": [
            {"cell_type": "heading", "level": 2, "source": ["Old"]},
            {"cell_type": "code", "language": "python", "input": ["1"], "outputs": [{"output_type": "pyout", "text": ["1"]}]}]}]}"#;
        let expected = [Content::Heading { level: 2, text: "Old".into() }, code(Some("python"), "1"), code(None, "1")];
        assert_eq!(contents(notebook), expected);
    }

    #[test]
    fn other_json_is_json_and_what_is_none_an_error_with_its_line() {
        assert!(
            matches!(contents(r#"{"a": 1}"#).as_slice(), [Content::Code { language: Some(json), .. }] if json == "json")
        );
        let error = read_all("{\"cells\": [\n}").unwrap_err();
        assert_eq!((error.code, error.line), (ErrorCode::Parse, Some(2)));
    }
}
