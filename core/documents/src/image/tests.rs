use std::sync::Arc;

use lode_runtime::{JobSettings, Limit, Limits};

use super::*;
use crate::options::ExtractOptions;

const RED: [u8; 3] = [255, 0, 0];
const LIME: [u8; 3] = [0, 255, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255; 3];
const BLACK: [u8; 3] = [0; 3];

/// What every picture in colour of the fixtures shows, from the upper left to the lower right.
const QUARTERS: [[u8; 3]; 4] = [RED, LIME, BLUE, WHITE];
const GRAYS: [[u8; 3]; 4] = [BLACK, [85; 3], [170; 3], WHITE];
const CHECKERED: [[u8; 3]; 4] = [BLACK, WHITE, WHITE, BLACK];

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/pictures");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn every_fixture() -> Vec<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/pictures");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn with<T>(bytes: Vec<u8>, job: &Job, work: impl FnOnce(&Bytes, &Context) -> T) -> T {
    let options = ExtractOptions::default();
    let bytes: Bytes = Arc::new(bytes);
    work(&bytes, &Context { job, options: &options, depth: 0, name: None })
}

fn read_bytes(bytes: Vec<u8>) -> Result<Document> {
    with(bytes, &Job::default(), read)
}

fn render(bytes: Vec<u8>, page: u32, job: &Job) -> Result<PageImage> {
    with(bytes, job, |bytes, context| open_pages(bytes, context)?.renderer().render(page, 150.0, job))
}

/// The colours in the middle of the four quarters.
fn quarters(image: &PageImage) -> [[u8; 3]; 4] {
    let (left, top) = (image.width / 4, image.height / 4);
    let (right, bottom) = (image.width - 1 - left, image.height - 1 - top);
    [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(x, y)| {
        let start = ((y * image.width + x) * 4) as usize;
        assert_eq!(image.rgba[start + 3], 255, "pages are opaque");
        image.rgba[start..start + 3].try_into().unwrap()
    })
}

fn shows(name: &str, page: u32, expected: [[u8; 3]; 4], tolerance: u8) {
    let image = render(fixture(name), page, &Job::default()).unwrap();
    assert_eq!((image.page, image.width, image.height, image.rgba.len()), (page, 32, 16, 32 * 16 * 4), "{name}");
    for (got, expected) in quarters(&image).into_iter().zip(expected) {
        let near = got.iter().zip(expected).all(|(got, expected)| got.abs_diff(expected) <= tolerance);
        assert!(near, "{name}: got {got:?}, expected {expected:?}");
    }
}

#[test]
fn every_kind_of_png_shows_its_colours() {
    for name in ["rgb.png", "transparent.png", "palette.png", "described.png"] {
        shows(name, 1, QUARTERS, 0);
    }
    shows("gray.png", 1, GRAYS, 0);
    shows("gray16.png", 1, GRAYS, 0);
    shows("bilevel.png", 1, CHECKERED, 0);
}

#[test]
fn every_kind_of_jpeg_shows_its_colours() {
    for name in ["rgb.jpg", "progressive.jpg", "cmyk.jpg"] {
        shows(name, 1, QUARTERS, 6);
    }
    shows("gray.jpg", 1, GRAYS, 3);
}

#[test]
fn webp_bmp_and_gif_show_their_colours() {
    for name in ["lossless.webp", "transparent.webp", "rgb.bmp", "palette.bmp", "palette.gif"] {
        shows(name, 1, QUARTERS, 0);
    }
    shows("lossy.webp", 1, QUARTERS, 24);
}

#[test]
fn every_kind_of_tiff_shows_its_colours() {
    for name in ["raw.tif", "lzw.tif", "adobe_deflate.tif", "packbits.tif", "palette.tif", "cmyk.tif", "big.tif"] {
        shows(name, 1, QUARTERS, 0);
    }
    shows("transparent.tif", 1, QUARTERS, 0);
    shows("jpeg.tif", 1, QUARTERS, 24);
    for name in ["gray16.tif", "float.tif"] {
        shows(name, 1, GRAYS, 0);
    }
    for name in ["bilevel.tif", "group4.tif"] {
        shows(name, 1, CHECKERED, 0);
    }
}

#[test]
fn every_picture_of_a_tiff_is_a_page() {
    let document = read_bytes(fixture("pages.tif")).unwrap();
    assert_eq!((document.pages.len(), document.metadata.pages), (3, Some(3)));
    shows("pages.tif", 1, QUARTERS, 0);
    shows("pages.tif", 2, CHECKERED, 0);
    shows("pages.tif", 3, GRAYS, 0);
}

#[test]
fn of_an_animation_the_first_frame_is_the_page() {
    assert_eq!(read_bytes(fixture("animated.gif")).unwrap().pages.len(), 1);
    shows("animated.gif", 1, QUARTERS, 0);
}

#[test]
fn a_picture_is_turned_as_its_exif_says() {
    let document = read_bytes(fixture("turned.jpg")).unwrap();
    assert_eq!((document.metadata.width, document.metadata.height), (Some(32), Some(16)));
    shows("turned.jpg", 1, QUARTERS, 6);
}

#[test]
fn a_picture_is_a_scanned_page_of_its_size_in_points() {
    // 32 by 16 pixels: at 144 an inch 16 by 8 points, at 72 where nothing is said.
    let cases = [
        ("rgb.png", 16.0),
        ("rgb.bmp", 16.0),
        ("lzw.tif", 16.0),
        ("rgb.jpg", 7.68),
        ("turned.jpg", 24.0),
        ("gray.png", 32.0),
    ];
    for (name, expected) in cases {
        let document = read_bytes(fixture(name)).unwrap();
        let [page] = &document.pages[..] else { panic!("{name}: {} pages", document.pages.len()) };
        let (width, height) = page.size.unwrap();
        assert!(
            (width - expected).abs() < 0.01 && (height - expected / 2.0).abs() < 0.01,
            "{name}: {width} x {height}"
        );
        assert!(page.scanned && document.warnings.is_empty(), "{name}: {:?}", document.warnings);
    }
}

#[test]
fn texts_of_a_png_are_metadata_and_its_description_is_content() {
    let document = read_bytes(fixture("described.png")).unwrap();
    assert_eq!(document.metadata.title.as_deref(), Some("Four quarters"));
    assert_eq!(document.metadata.authors, ["The Lode project"]);
    let description = "Red, lime, blue, white: Käse".to_string();
    assert_eq!(document.blocks[0].content, Content::Image { description, url: None });
}

#[test]
fn exif_is_metadata() {
    let metadata = read_bytes(fixture("turned.jpg")).unwrap().metadata;
    assert_eq!(metadata.description.as_deref(), Some("Turned by the camera"));
    assert_eq!(metadata.authors, ["Ann", "Bob"]);
    assert_eq!(metadata.producer.as_deref(), Some("Pillow"));
    assert_eq!(metadata.created.as_deref(), Some("2024-05-31T23:59:58+02:00"));
    assert_eq!(read_bytes(fixture("pages.tif")).unwrap().metadata.description.as_deref(), Some("Three pages"));
}

#[test]
fn more_pixels_than_the_limit_are_a_limit_error_before_anything_is_decoded() {
    let limits = Limits { pixels: Limit::at_most(32 * 16 - 1), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    for name in ["rgb.png", "rgb.jpg", "lossy.webp", "lzw.tif", "rgb.bmp", "palette.gif"] {
        let error = with(fixture(name), &job, read).unwrap_err();
        assert_eq!(error.code, ErrorCode::LimitPixels, "{name}");
    }
}

#[test]
fn more_pictures_than_the_limit_of_frames_are_a_limit_error() {
    let limits = Limits { frames: Limit::at_most(2), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    assert_eq!(with(fixture("pages.tif"), &job, read).unwrap_err().code, ErrorCode::LimitFrames);
}

#[test]
fn a_picture_that_is_cut_off_says_so_in_a_warning() {
    for name in ["rgb.png", "rgb.jpg", "turned.jpg", "lossy.webp", "rgb.bmp", "palette.gif"] {
        let mut bytes = fixture(name);
        bytes.truncate(bytes.len() - 12);
        let document = read_bytes(bytes).unwrap();
        assert_eq!(document.warnings.len(), 1, "{name}");
        assert_eq!(document.warnings[0].code, "PICTURE_CUT_OFF");
    }
}

#[test]
fn a_jpeg_that_is_cut_off_is_decoded_as_far_as_it_goes() {
    let mut bytes = fixture("rgb.jpg");
    bytes.truncate(bytes.len() - 12);
    let image = render(bytes, 1, &Job::default()).unwrap();
    assert!(quarters(&image)[0].iter().zip(RED).all(|(got, expected)| got.abs_diff(expected) < 6));
}

#[test]
fn a_png_that_is_cut_off_in_its_pixels_is_a_parse_error_at_its_page() {
    let mut bytes = fixture("rgb.png");
    bytes.truncate(bytes.len() - 30);
    let error = render(bytes, 1, &Job::default()).unwrap_err();
    assert_eq!((error.code, error.page), (ErrorCode::Parse, Some(1)));
}

#[test]
fn what_is_no_picture_is_a_parse_error() {
    for bytes in
        [&b""[..], b"BM", b"GIF89a", b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"II*\0", b"RIFF\0\0\0\0WEBP", b"text"]
    {
        assert_eq!(read_bytes(bytes.to_vec()).unwrap_err().code, ErrorCode::Parse, "{bytes:?}");
    }
}

#[test]
fn a_page_that_is_not_there_is_an_invalid_option() {
    assert_eq!(render(fixture("rgb.png"), 2, &Job::default()).unwrap_err().code, ErrorCode::InvalidOptions);
}

/// Numbers that are the same in every run (xorshift64, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

fn try_all(bytes: Vec<u8>, job: &Job) {
    let _ = with(bytes.clone(), job, read);
    for page in 1..=3 {
        if let Ok(image) = render(bytes.clone(), page, job) {
            assert_eq!(image.rgba.len(), image.width as usize * image.height as usize * 4);
        }
    }
}

#[test]
fn pictures_with_wrong_bytes_give_an_error_or_a_picture_of_the_right_size() {
    let limits = Limits { pixels: Limit::at_most(1 << 16), ..Limits::default() };
    let job = Job::new(JobSettings { limits, ..JobSettings::default() });
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for picture in every_fixture() {
        for _ in 0..60 {
            let mut bytes = picture.clone();
            for _ in 0..=numbers.below(4) {
                let at = numbers.below(bytes.len());
                bytes[at] = numbers.below(256) as u8;
            }
            if numbers.below(4) == 0 {
                bytes.truncate(numbers.below(bytes.len()));
            }
            try_all(bytes, &job);
        }
    }
}
