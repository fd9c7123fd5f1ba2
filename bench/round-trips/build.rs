//! How the shared library is linked.

fn main() {
    let target_os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(target_os.as_str(), "linux" | "android" | "freebsd") {
        // A runtime that ends a Worker closes the library under threads that still run its code; unloading it would take
        // them with it. And every symbol must be found at link time.
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,nodelete");
        println!("cargo:rustc-cdylib-link-arg=-Wl,-z,defs");
    }
}
