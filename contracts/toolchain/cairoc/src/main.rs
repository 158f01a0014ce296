//! One program for Cairo: classes of contracts, mutants of them, unit tests, diagnostics, format.
//!
//! It is the compiler's own libraries, driven so that one process does what the stock commands do one contract at a time,
//! and so that nothing is looked for in places that depend on the working directory.
mod class_hash;
mod classes;
mod format;
mod mutants;
mod project;
mod unit_tests;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

const USAGE: &str = "usage: cairoc compile CORELIB PROJECT OUT [--crate NAME] [--contract NAME]… [--deny-warnings]
           Sierra, CASM and ABI of every contract into OUT; a JSON line for each on the standard output
       cairoc check CORELIB PROJECT [--deny-warnings]
           diagnostics only
       cairoc test CORELIB PROJECT [--filter TEXT]
           the unit tests; a JSON line for each, with its gas
       cairoc mutants CORELIB PROJECT
           compiles patched sources as asked for by JSON lines on the standard input; see mutants.rs
       cairoc fmt [--check] PATH…
       cairoc version
CORELIB is the folder with the core library's lib.cairo, PROJECT the one with cairo_project.toml.";

/// The options of all commands; each takes what it knows.
#[derive(Default)]
pub struct Options {
    pub crate_name: Option<String>,
    pub contracts: Vec<String>,
    pub filter: String,
    pub deny_warnings: bool,
    pub check: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cairoc: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().context(USAGE)?;
    let mut options = Options::default();
    let mut paths: Vec<PathBuf> = vec![];
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--crate" => options.crate_name = Some(value()?),
            "--contract" => options.contracts.push(value()?),
            "--filter" => options.filter = value()?,
            "--deny-warnings" => options.deny_warnings = true,
            // What used to be asked for, and now is so without asking.
            "--allow-warnings" => {}
            "--check" => options.check = true,
            _ if argument.starts_with("--") => bail!("no option {argument}\n{USAGE}"),
            _ => paths.push(argument.into()),
        }
    }
    match (command.as_str(), paths.as_slice()) {
        ("compile", [corelib, project, out]) => classes::compile(corelib, project, out, &options),
        ("check", [corelib, project]) => project::check(corelib, project, &options),
        ("test", [corelib, project]) => unit_tests::run(corelib, project, &options.filter),
        ("mutants", [corelib, project]) => mutants::serve(corelib, project),
        ("fmt", paths) if !paths.is_empty() => format::format(paths, options.check),
        ("version", []) => {
            println!("{}", cairo_lang_filesystem::db::CORELIB_VERSION);
            Ok(())
        }
        _ => bail!(USAGE),
    }
}
