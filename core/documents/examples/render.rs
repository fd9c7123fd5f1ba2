//! Writes the pages of files as PNG: `cargo run --release -p lode-documents --example render -- [--dpi 150] --to DIR FILE...`

use std::sync::{Arc, Mutex};

use lode_documents::raster::PAGE_HEADER_BYTES;
use lode_documents::{RenderOptions, options::parse_options, read_file, render_pages};
use lode_runtime::{Error, Host, HostFunction, Job, JobSettings, Payload, Progress, Result};

/// Writes every page that comes to `folder`, under the name of the file it comes from.
struct Folder {
    folder: String,
    name: Mutex<String>,
}

impl Host for Folder {
    fn call(&self, _: HostFunction, _: Box<dyn Payload>) -> Result<Vec<u8>> {
        Err(Error::internal("rendering calls no function"))
    }

    fn item(&self, payload: Box<dyn Payload>) -> Result<()> {
        let mut bytes = vec![0; payload.size()];
        payload.write(&mut bytes);
        let (header, png) = bytes.split_at(PAGE_HEADER_BYTES);
        let page = header.first_chunk().map_or(0, |page| u32::from_le_bytes(*page));
        let name = self.name.lock().map(|name| name.clone()).unwrap_or_default();
        let path = format!("{}/{name}.{page}.png", self.folder);
        std::fs::write(&path, png).map_err(|error| Error::io(&error, &path))
    }

    fn progress(&self, _: Progress) {}
}

fn main() {
    let (mut dpi, mut folder) = (150.0, ".".to_string());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dpi" => dpi = arguments.next().and_then(|dpi| dpi.parse().ok()).unwrap_or(dpi),
            "--to" => folder = arguments.next().unwrap_or(folder),
            path => {
                let name = std::path::Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
                let options = format!(r#"{{"dpi": {dpi}, "format": "png", "fileName": {:?}}}"#, path);
                let host = Folder { folder: folder.clone(), name: Mutex::new(name.unwrap_or_default()) };
                let job = Job::new(JobSettings { host: Some(Arc::new(host)), ..JobSettings::default() });
                let rendered = parse_options::<RenderOptions>(options.as_bytes())
                    .and_then(|options| render_pages(&read_file(path, &job)?, &options, &job));
                if let Err(error) = rendered {
                    eprintln!("{path}: {}: {error}", error.code.name());
                }
            }
        }
    }
}
