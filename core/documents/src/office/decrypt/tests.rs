use std::io::{Cursor, Write};

use aes::Aes128Enc;
use aes::cipher::{BlockCipherEncrypt, KeyInit};
use cfb::CompoundFile;
use lode_runtime::JobSettings;

use super::*;
use crate::extract::extract_bytes;
use crate::options::OneOrMany;
use crate::testing::zip;

/// Made by `tests/fixtures/make/office_encrypted.py` with msoffcrypto-tool.
const AGILE: &[u8] = include_bytes!("../../../../../tests/fixtures/encrypted.docx");
const WRITE_PROTECTED_XLSX: &[u8] = include_bytes!("../../../../../tests/fixtures/encrypted.xlsx");

/// Password, salt, verifier, its hash and the key, of the documentation of msoffcrypto-tool's `ECMA376Standard`.
const PASSWORD: &str = "Password1234_";
const SALT: &[u8; 16] = b"\xe8\x82fI\x0c[\xd1\xee\xbd+C\x94\xe3\xf80\xef";
const VERIFIER: &[u8; 16] = b"Qos.\x96o\xac\x17\xb1\xc5\xd7\xd8\xcc6\xc9(";
const VERIFIER_HASH: &[u8; 32] = b"+ah\xda\xbe)\x11\xad+\xd3|\x17Ft\\\x14\xd3\xcf\x1b\xb1@\xa4\x8fNo=#\x88\x08r\xb1j";
const KEY: &[u8; 16] = b"@\xb1:q\xf9\x0b\x96n7T\x08\xf2\xd1\x81\xa1\xaa";

fn options(passwords: &[&str]) -> ExtractOptions {
    let passwords = passwords.iter().map(ToString::to_string).collect();
    ExtractOptions { password: OneOrMany::Many(passwords), ..ExtractOptions::default() }
}

fn content(file: &[u8], passwords: &[&str]) -> Result<String> {
    let bytes: Bytes = Arc::new(file.to_vec());
    let extraction = extract_bytes(&bytes, &options(passwords), &Job::default())?;
    assert_eq!(extraction.metadata.encrypted, Some(true));
    Ok(extraction.content)
}

fn compound(info: &[u8], package: &[u8]) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (name, data) in [("/EncryptionInfo", info), ("/EncryptedPackage", package)] {
        file.create_stream(name).unwrap().write_all(data).unwrap();
    }
    file.into_inner().into_inner()
}

/// `EncryptionInfo` of a document in standard encryption with this algorithm.
fn standard_info(algorithm: u32) -> Vec<u8> {
    let header = [0x24, 0, algorithm, 0x8004, 128, 0x18, 0, 0].map(u32::to_le_bytes).concat();
    let size = (header.len() as u32).to_le_bytes();
    let start = [4, 0, 2, 0, 0x24, 0, 0, 0];
    let verifier = [&16_u32.to_le_bytes()[..], SALT, VERIFIER, &20_u32.to_le_bytes(), VERIFIER_HASH].concat();
    [&start[..], &size, &header, &verifier].concat()
}

fn agile_info(key_data: &str, spin_count: &str) -> Vec<u8> {
    let parameters = r#"saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherChaining="ChainingModeCBC"
        hashAlgorithm="SHA512" saltValue="AAAAAAAAAAAAAAAAAAAAAA==""#;
    let xml = format!(
        r#"<encryption xmlns:p="p"><keyData {parameters} {key_data}/><keyEncryptors><keyEncryptor>
        <p:encryptedKey {parameters} cipherAlgorithm="AES" spinCount="{spin_count}" encryptedVerifierHashInput="AAAA"
        encryptedVerifierHashValue="AAAA" encryptedKeyValue="AAAA"/></keyEncryptor></keyEncryptors></encryption>"#
    );
    [&[4, 0, 4, 0, 0x40, 0, 0, 0][..], xml.as_bytes()].concat()
}

fn refusal(info: &[u8], passwords: &[&str]) -> ErrorCode {
    content(&compound(info, &[0; 24]), passwords).unwrap_err().code
}

#[test]
fn a_document_of_office_2010_is_read_with_its_password() {
    let content = content(AGILE, &["no", "öffne dich"]).unwrap();
    assert!(content.contains("Seven boats came in before noon."), "{content}");
}

#[test]
fn a_document_that_office_opens_without_asking_is_read_without_a_password() {
    let content = content(WRITE_PROTECTED_XLSX, &[]).unwrap();
    assert!(!content.trim().is_empty());
}

#[test]
fn a_password_is_asked_for_and_a_wrong_one_is_refused() {
    assert_eq!(content(AGILE, &[]).unwrap_err().code, ErrorCode::PasswordRequired);
    assert_eq!(content(AGILE, &["Öffne dich"]).unwrap_err().code, ErrorCode::PasswordWrong);
}

#[test]
fn the_key_of_standard_encryption_is_that_of_the_reference_implementation() {
    let encryption = Encryption::read(&standard_info(0x660E), &Job::default()).unwrap();
    assert_eq!(encryption.key(PASSWORD, &Job::default()).unwrap().as_deref(), Some(&KEY[..]));
    assert_eq!(encryption.key("Password1234", &Job::default()).unwrap(), None);
}

#[test]
fn a_document_of_office_2007_is_read_with_its_password() {
    let document = b"<w:document><w:body><w:p><w:r><w:t>Moby Dick</w:t></w:r></w:p></w:body></w:document>";
    let plain = zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document)]);
    let mut package = plain.clone();
    package.resize(plain.len().next_multiple_of(16), 0);
    let aes = Aes128Enc::new_from_slice(KEY).unwrap();
    package.as_chunks_mut::<16>().0.iter_mut().for_each(|block| aes.encrypt_block(block.into()));
    let package = [&(plain.len() as u64).to_le_bytes()[..], &package].concat();
    let file = compound(&standard_info(0x660E), &package);
    assert_eq!(content(&file, &[PASSWORD]).unwrap().trim(), "Moby Dick");
}

#[test]
fn other_ciphers_are_named() {
    assert_eq!(refusal(&standard_info(0x6801), &["x"]), ErrorCode::EncryptionUnsupported);
    assert_eq!(refusal(&agile_info(r#"cipherAlgorithm="RC2""#, "1000"), &["x"]), ErrorCode::EncryptionUnsupported);
    assert_eq!(refusal(&[3, 0, 3, 0, 0, 0, 0, 0], &["x"]), ErrorCode::EncryptionUnsupported);
}

#[test]
fn what_is_cut_or_asks_for_too_much_is_a_parse_error() {
    let standard = standard_info(0x660E);
    for length in [0, 7, 11, 20, 60, standard.len() - 1] {
        assert_eq!(refusal(&standard[..length], &["x"]), ErrorCode::Parse, "{length}");
    }
    let aes = r#"cipherAlgorithm="AES""#;
    assert_eq!(refusal(&agile_info(aes, "10000001"), &["x"]), ErrorCode::Parse);
    assert_eq!(refusal(&agile_info(aes, "4294967296"), &["x"]), ErrorCode::Parse);
    assert_eq!(content(&compound(&standard, &[0; 8]), &["x"]).unwrap_err().code, ErrorCode::Parse);
}

#[test]
fn what_is_not_base64_is_a_parse_error_and_white_space_in_it_is_not() {
    let info = agile_info(r#"cipherAlgorithm="AES""#, "1");
    let with = |value: &str| String::from_utf8_lossy(&info).replace("AAAA\"/>", &format!("{value}\"/>")).into_bytes();
    assert_eq!(refusal(&with("A*AA"), &["x"]), ErrorCode::Parse);
    assert_eq!(refusal(&with("AA\n AA"), &["x"]), ErrorCode::PasswordWrong);
}

#[test]
fn hashing_the_password_stops_with_the_job() {
    let job = Job::new(JobSettings { timeout: Some(std::time::Duration::from_millis(1)), ..JobSettings::default() });
    let bytes: Bytes = Arc::new(compound(&agile_info(r#"cipherAlgorithm="AES""#, "10000000"), &[0; 24]));
    let error = decrypt(&bytes, &options(&["x"]), &job).err().unwrap();
    assert_eq!(error.code, ErrorCode::Timeout);
}
