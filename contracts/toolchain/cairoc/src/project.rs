//! A compiler's database with a project and the core library in it.
use std::path::Path;

use anyhow::{Context, Result, bail};
use cairo_lang_compiler::db::RootDatabase;
use cairo_lang_compiler::diagnostics::DiagnosticsReporter;
use cairo_lang_compiler::project::setup_project;
use cairo_lang_filesystem::cfg::{Cfg, CfgSet};
use cairo_lang_filesystem::db::init_dev_corelib;
use cairo_lang_filesystem::ids::CrateInput;
use cairo_lang_starknet::starknet_plugin_suite;
use cairo_lang_test_plugin::test_plugin_suite;

use crate::Options;

/// What the sources are read for: `#[cfg(test)]` is only seen for tests.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    Classes,
    Tests,
}

/// Reads the project; returns the database and the project's crates.
pub fn open(corelib: &Path, project: &Path, purpose: Purpose) -> Result<(RootDatabase, Vec<CrateInput>)> {
    let mut builder = RootDatabase::builder();
    builder.with_default_plugin_suite(starknet_plugin_suite());
    if purpose == Purpose::Tests {
        builder.with_cfg(CfgSet::from_iter([Cfg::name("test"), Cfg::kv("target", "test")]));
        builder.with_default_plugin_suite(test_plugin_suite());
    }
    let mut db = builder.build()?;
    let corelib = corelib.canonicalize().with_context(|| format!("no core library at {}", corelib.display()))?;
    init_dev_corelib(&mut db, corelib);
    let project = project.canonicalize().with_context(|| format!("no project at {}", project.display()))?;
    let crates = setup_project(&mut db, &project)?;
    Ok((db, crates))
}

/// Errors, and warnings when they are denied, of the project's own crates; written to the standard error.
pub fn reporter(crates: &[CrateInput], deny_warnings: bool) -> DiagnosticsReporter<'static> {
    let reporter = DiagnosticsReporter::stderr().with_crates(crates);
    if deny_warnings { reporter } else { reporter.allow_warnings() }
}

pub fn check(corelib: &Path, project: &Path, options: &Options) -> Result<()> {
    let (db, crates) = open(corelib, project, Purpose::Tests)?;
    if reporter(&crates, options.deny_warnings).check(&db) {
        bail!("the sources are not right");
    }
    Ok(())
}

