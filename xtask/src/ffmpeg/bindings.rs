//! `cargo run -p xtask --features bindings -- ffmpeg --bindings`: the types and functions of FFmpeg that
//! `core/media/ffmpeg` uses, from the headers of the build, into `core/media/ffmpeg/src/generated/`.
//!
//! Only needed when another function is wanted or FFmpeg's major versions change; the result is committed, so that
//! building Lode needs neither libclang nor FFmpeg.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, ForeignItem, ForeignItemFn, Item};

use super::functions::{CONSTANTS, FUNCTIONS, HEADERS, TYPES};
use super::places::Places;
use crate::{Result, files};

const TARGET: &str = "core/media/ffmpeg/src/generated";

/// Writes both files.
pub fn write() -> Result<()> {
    let include = Places::new().staging.join("include");
    if !include.is_dir() {
        return Err("no headers; run `cargo xtask ffmpeg` first".into());
    }
    let mut parsed = syn::parse_file(&bindgen(&include)?)?;
    let functions = take_functions(&mut parsed);
    let target = files::root().join(TARGET);
    let types = prettyplease::unparse(&parsed);
    std::fs::write(target.join("types.rs"), format!("{}{types}", header("FFmpeg's types and constants")))?;
    let table = prettyplease::unparse(&syn::parse2(table(&functions)?)?);
    std::fs::write(target.join("functions.rs"), format!("{}{table}", header("FFmpeg's functions, looked up at load")))?;
    println!("wrote {TARGET}/types.rs and functions.rs ({} functions)", functions.len());
    Ok(())
}

fn header(what: &str) -> String {
    format!(
        "//! {what}. Written by `cargo xtask ffmpeg --bindings` from FFmpeg {}'s headers.\n\n",
        super::places::VERSION
    )
}

fn bindgen(include: &Path) -> Result<String> {
    let includes: String = HEADERS.iter().map(|header| format!("#include <{header}>\n")).collect();
    let mut builder = bindgen::Builder::default()
        .header_contents("ffmpeg.h", &includes)
        .clang_arg(format!("-I{}", include.display()))
        .default_enum_style(bindgen::EnumVariation::Consts)
        .prepend_enum_name(false)
        .generate_comments(false)
        .derive_debug(false)
        .merge_extern_blocks(true)
        .use_core()
        .disable_header_comment()
        // Differs between systems, but is a pointer as an argument on all 64-bit ones; `log.rs` only passes it on.
        .blocklist_type("__va_list_tag|va_list|__builtin_va_list")
        .raw_line("pub type __va_list_tag = core::ffi::c_void;")
        // FFmpeg's description of its own structs: only ever pointed to.
        .blocklist_type("AVClass")
        .raw_line("#[repr(C)] pub struct AVClass { _opaque: [u8; 0] }");
    for name in FUNCTIONS.iter().flat_map(|(_, names)| *names) {
        builder = builder.allowlist_function(*name);
    }
    for name in TYPES {
        builder = builder.allowlist_type(*name);
    }
    for name in CONSTANTS {
        builder = builder.allowlist_var(*name);
    }
    Ok(builder.generate()?.to_string())
}

/// Removes the foreign functions from the file and returns them.
fn take_functions(file: &mut File) -> Vec<ForeignItemFn> {
    let mut functions = Vec::new();
    file.items.retain(|item| {
        let Item::ForeignMod(block) = item else { return true };
        functions.extend(block.items.iter().filter_map(|item| match item {
            ForeignItem::Fn(function) => Some(function.clone()),
            _ => None,
        }));
        false
    });
    functions
}

fn table(functions: &[ForeignItemFn]) -> Result<TokenStream> {
    let mut fields = Vec::new();
    let mut values = Vec::new();
    for (library, names) in FUNCTIONS {
        for name in *names {
            let function = functions
                .iter()
                .find(|function| function.sig.ident == name)
                .ok_or_else(|| format!("the headers have no {name}"))?;
            let (identifier, inputs, output) = (&function.sig.ident, &function.sig.inputs, &function.sig.output);
            let variadic = &function.sig.variadic;
            fields.push(quote! { pub #identifier: unsafe extern "C" fn(#inputs #variadic) #output });
            // SAFETY of the generated code is stated once, at `load`.
            let symbol = syn::LitCStr::new(&std::ffi::CString::new(*name)?, proc_macro2::Span::call_site());
            values.push(quote! { #identifier: transmute(find(#library, #symbol)?) });
        }
    }
    Ok(quote! {
        use core::ffi::{CStr, c_void};
        use core::mem::transmute;
        use super::types::*;

        pub struct Functions { #(#fields,)* }

        impl Functions {
            pub unsafe fn load<E>(
                mut find: impl FnMut(&'static str, &'static CStr) -> Result<*mut c_void, E>,
            ) -> Result<Self, E> {
                // SAFETY: the caller promises that `find` returns the functions of these names, and the headers say what
                // their types are.
                unsafe { Ok(Self { #(#values,)* }) }
            }
        }
    })
}
