//! Contracts compiled from patched sources, for tests that show that a check is needed.
//!
//! The sources are read and understood once; each mutant then costs what its patch changes. The standard input has one
//! request a line, the standard output one answer a line, in the same order:
//!
//! ```json
//! {"contract": "JobManager", "files": {"/path/of/job_manager.cairo": "whole patched text"}, "out": "/where/to"}
//! {"class": {"name": "JobManager", "class_hash": "0x…", …}}
//! {"error": "error: Unexpected argument type. …"}
//! ```
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use cairo_lang_compiler::db::RootDatabase;
use cairo_lang_compiler::diagnostics::DiagnosticsReporter;
use cairo_lang_filesystem::ids::{CrateInput, FileLongId};
use cairo_lang_filesystem::{db::FilesGroup, override_file_content};
use cairo_lang_utils::Intern;
use serde::Deserialize;
use serde_json::json;

use crate::Options;
use crate::classes::{Summary, compile_selected};
use crate::project::{self, Purpose};

#[derive(Deserialize)]
struct Request {
    contract: String,
    files: BTreeMap<PathBuf, String>,
    out: PathBuf,
}

pub fn serve(corelib: &Path, project: &Path) -> Result<()> {
    let (mut db, crates) = project::open(corelib, project, Purpose::Classes)?;
    let mut answers = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let answer = match compile(&mut db, &crates, &request) {
            Ok(summary) => json!({ "class": summary }),
            Err(error) => json!({ "error": format!("{error:#}") }),
        };
        writeln!(answers, "{answer}")?;
        answers.flush()?;
    }
    Ok(())
}

fn compile(db: &mut RootDatabase, crates: &[CrateInput], request: &Request) -> Result<Summary> {
    for (path, text) in &request.files {
        set_text(db, path, Some(text));
    }
    let options = Options { contracts: vec![request.contract.clone()], ..Options::default() };
    // Of no crate: the sources without the patch have been found right, and what is wrong with it fails all the same. To
    // look everywhere for the reason would take longer than all else here.
    let unchecked = DiagnosticsReporter::ignoring().with_crates(&[]);
    let compiled = compile_selected(db, crates, unchecked, &request.out, &options).or_else(|error| {
        let mut said = String::new();
        DiagnosticsReporter::write_to_string(&mut said).with_crates(crates).allow_warnings().check(db);
        Err(anyhow!("{said}{error:#}"))
    });
    for path in request.files.keys() {
        set_text(db, path, None);
    }
    Ok(compiled?.remove(0))
}

/// What the compiler is to read instead of the file; `None` is the file again.
fn set_text(db: &mut RootDatabase, path: &Path, text: Option<&String>) {
    let file = FileLongId::OnDisk(path.to_path_buf()).intern(db);
    override_file_content!(db, file, text.map(|text| text.as_str().into()));
}
