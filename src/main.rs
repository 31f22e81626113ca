//! Mounts the page where it was compiled for the browser, and runs the command line elsewhere.

#[cfg(target_arch = "wasm32")]
fn main() {
    arena_explorer::app::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    arena_explorer::cli::run()
}
