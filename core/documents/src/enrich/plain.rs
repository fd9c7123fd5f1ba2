//! The plain text of what is written in some format, for analyses that would take markup for words.

use std::borrow::Cow;

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use crate::model::OutputFormat;

/// `content` without markup; blocks stay apart by blank lines.
pub fn plain_text(content: &str, format: OutputFormat) -> Cow<'_, str> {
    match format {
        OutputFormat::Text => Cow::Borrowed(content),
        OutputFormat::Markdown => Cow::Owned(of_markdown(content)),
        OutputFormat::Html => Cow::Owned(of_html(content)),
    }
}

fn of_markdown(content: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut text = String::with_capacity(content.len());
    for event in Parser::new_ext(content, options) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::InlineHtml(tag) if &*tag == "<br>" => text.push('\n'),
            Event::End(TagEnd::TableCell) => text.push('\t'),
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => text.push('\n'),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Table) => {
                text.push_str("\n\n")
            }
            _ => {}
        }
    }
    text
}

/// Of the HTML that `render` writes: elements are well-formed, and only these four characters are escaped.
fn of_html(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some((before, after)) = rest.split_once('<') {
        push_unescaped(before, &mut text);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        match tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap_or_default() {
            "strong" | "em" | "del" | "code" | "sup" | "sub" | "a" => {}
            "td" | "th" => text.push('\t'),
            "br" | "li" | "tr" => text.push('\n'),
            _ => text.push_str("\n\n"),
        }
        rest = after;
    }
    push_unescaped(rest, &mut text);
    text
}

fn push_unescaped(escaped: &str, text: &mut String) {
    if !escaped.contains('&') {
        return text.push_str(escaped);
    }
    text.push_str(&escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(content: &str, format: OutputFormat) -> Vec<String> {
        plain_text(content, format).split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn markup_is_left_out_and_text_stays() {
        let markdown = "# A *b*\n\n- c\\_d\n- [e](https://f.example)\n\n| g | h<br>i |\n| --- | --- |\n| j | k |\n";
        assert_eq!(words(markdown, OutputFormat::Markdown).join(" "), "A b c_d e g h i j k");
        let html =
            "<h1>A <em>b</em></h1>\n<ul><li>c &lt;d&gt;</li></ul><table>\n<tr><td>e</td><td>&amp;lt;</td></tr></table>";
        assert_eq!(words(html, OutputFormat::Html).join(" "), "A b c <d> e &lt;");
        assert_eq!(words("# a", OutputFormat::Text).join(" "), "# a");
    }
}
