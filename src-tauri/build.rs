//! Lets the window call the commands that are named here, and no others.

fn main() {
    let commands = include_str!("src/commands.txt").lines().map(str::trim).filter(|line| !line.is_empty());
    let commands: Vec<&'static str> = commands.collect();
    let manifest = tauri_build::AppManifest::new().commands(commands.leak());
    println!("cargo:rerun-if-changed=src/commands.txt");
    if let Err(why) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo:warning={why:#}");
        std::process::exit(1);
    }
}
