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

/// Made by `tests/fixtures/make/office_97_encrypted.sh`: by LibreOffice (RC4 of Word, AES of 256 bits), Apache POI (CryptoAPI) and
/// Python; with their passwords.
const OTHERS: [(&str, &[u8], &str); 9] = [
    ("encrypted-rc4.doc", include_bytes!("../../../../../tests/fixtures/encrypted-rc4.doc"), "öffne dich"),
    ("encrypted-cryptoapi.doc", include_bytes!("../../../../../tests/fixtures/encrypted-cryptoapi.doc"), "öffne dich"),
    ("encrypted-xor.doc", include_bytes!("../../../../../tests/fixtures/encrypted-xor.doc"), "sesame"),
    ("encrypted-cryptoapi.ppt", include_bytes!("../../../../../tests/fixtures/encrypted-cryptoapi.ppt"), "öffne dich"),
    ("encrypted-rc4.xls", include_bytes!("../../../../../tests/fixtures/encrypted-rc4.xls"), "öffne dich"),
    ("encrypted-cryptoapi.xls", include_bytes!("../../../../../tests/fixtures/encrypted-cryptoapi.xls"), "öffne dich"),
    ("encrypted-xor.xls", include_bytes!("../../../../../tests/fixtures/encrypted-xor.xls"), "sesame"),
    ("encrypted.odt", include_bytes!("../../../../../tests/fixtures/encrypted.odt"), "öffne dich"),
    ("encrypted.ods", include_bytes!("../../../../../tests/fixtures/encrypted.ods"), "öffne dich"),
];

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
    named_content("", file, passwords)
}

fn named_content(name: &str, file: &[u8], passwords: &[&str]) -> Result<String> {
    let bytes: Bytes = Arc::new(file.to_vec());
    let options = ExtractOptions { file_name: Some(name.to_string()), ..options(passwords) };
    let extraction = extract_bytes(&bytes, &options, &Job::default())?;
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

#[test]
fn documents_of_office_97_and_of_opendocument_are_read_with_their_passwords() {
    for (name, file, password) in OTHERS {
        let content = named_content(name, file, &["no", password]).unwrap_or_else(|error| panic!("{name}: {error}"));
        // The log is a sentence, or a table of boats.
        assert!(content.contains("Seven boats came in before noon.") || content.contains("Anna"), "{name}: {content}");
    }
}

#[test]
fn documents_of_office_97_and_of_opendocument_ask_for_their_passwords_and_refuse_wrong_ones() {
    for (name, file, password) in OTHERS {
        assert_eq!(named_content(name, file, &[]).unwrap_err().code, ErrorCode::PasswordRequired, "{name}");
        let wrong = password.to_uppercase();
        assert_eq!(named_content(name, file, &[&wrong]).unwrap_err().code, ErrorCode::PasswordWrong, "{name}");
    }
}

#[test]
fn what_an_encrypted_document_says_about_itself_is_read_from_its_own_stream() {
    let (_, document, password) = OTHERS[1];
    let bytes: Bytes = Arc::new(document.to_vec());
    let extraction = extract_bytes(&bytes, &options(&[password]), &Job::default()).unwrap();
    assert_eq!(extraction.metadata.title.as_deref(), Some("Harbour log"));
}

#[test]
fn damaged_encrypted_documents_give_a_result_or_a_typed_error() {
    for (name, file, password) in OTHERS.into_iter().filter(|(name, ..)| !name.ends_with("odt")) {
        let options = ExtractOptions { file_name: Some(name.to_string()), ..options(&[password]) };
        crate::sheets::fuzz::mutate(file, |bytes| {
            let bytes: Bytes = Arc::new(bytes);
            drop(extract_bytes(&bytes, &options, &Job::default()));
        });
    }
}

/// Keys and verifiers as workbooks of Excel have them: that which Excel opens without asking, one with the password "abc".
#[test]
fn keys_and_verifiers_of_xor_are_those_that_excel_writes() {
    for (password, key, verifier) in [(WRITE_PROTECTED, 0xB359, 0x9A0A), ("abc", 0x514A, 0xCC1A)] {
        assert!(xor::Xor { key, verifier }.pattern(password).is_some(), "{password}");
        assert!(xor::Xor { key, verifier: verifier ^ 1 }.pattern(password).is_none(), "{password}");
        assert!(xor::Xor { key: key ^ 1, verifier }.pattern(password).is_none(), "{password}");
    }
}

#[test]
fn the_key_of_rc4_is_that_of_the_reference_implementation() {
    // Salt, verifier and its hash in the documentation of msoffcrypto-tool's `DocumentRC4`.
    let info = [
        &[1, 0, 1, 0][..],
        b"\xe8w,\x1d\x91\xc5j7\x96Ga\xb2\x80\x182\x17",
        b"\xc9\xe9\x97\xd4T\x97=1\x0b\xb1\xbap\x14&\x83~",
        b"\xb1\xde\x17\x8f\x07\xe9\x89\xc4M\xae^L\xf9j\xc4\x07",
    ]
    .concat();
    let encryption = rc4::Rc4Encryption::read(&info).unwrap();
    assert!(encryption.key("password1").is_some());
    assert!(encryption.key("password2").is_none());
    for length in [0, 3, 19, 35, info.len() - 1] {
        assert_eq!(rc4::Rc4Encryption::read(&info[..length]).err().unwrap().code, ErrorCode::Parse, "{length}");
    }
}

#[test]
fn opendocument_encryption_that_is_not_read_is_named() {
    let manifest = |path: &str, algorithm: &str, derivation: &str| {
        let manifest = format!(
            r#"<m:manifest><m:file-entry m:full-path="{path}"><m:encryption-data><m:algorithm m:algorithm-name="{algorithm}"/>
            <m:key-derivation m:key-derivation-name="{derivation}"/></m:encryption-data></m:file-entry></m:manifest>"#
        );
        let mimetype = b"application/vnd.oasis.opendocument.text";
        zip(&[("mimetype", mimetype), ("META-INF/manifest.xml", manifest.as_bytes()), (path, b"\x01\x02")])
    };
    let argon2id = "urn:org:documentfoundation:names:experimental:office:manifest:argon2id";
    let gcm = "http://www.w3.org/2009/xmlenc11#aes256-gcm";
    for (file, name) in [
        (manifest("encrypted-package", gcm, argon2id), "argon2id"),
        (manifest("content.xml", "Blowfish CFB", "PBKDF2"), "blowfish cfb"),
        (manifest("content.xml", "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "x"), "\"x\""),
    ] {
        let error = content(&file, &["x"]).unwrap_err();
        assert_eq!(error.code, ErrorCode::EncryptionUnsupported);
        assert!(error.message.contains(name), "{error}");
    }
}

#[test]
fn deriving_a_key_stops_with_the_job() {
    let (_, file, _) = OTHERS[7];
    let job = Job::new(JobSettings { timeout: Some(std::time::Duration::from_millis(1)), ..JobSettings::default() });
    let bytes: Bytes = Arc::new(file.to_vec());
    let passwords = ["x"; 50];
    assert_eq!(extract_bytes(&bytes, &options(&passwords), &job).err().unwrap().code, ErrorCode::Timeout);
}
