//! Contracts to classes: Sierra and ABI for declaring, CASM and its hash for what the sequencer runs.
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use cairo_lang_compiler::CompilerConfig;
use cairo_lang_compiler::db::RootDatabase;
use cairo_lang_compiler::diagnostics::DiagnosticsReporter;
use cairo_lang_defs::ids::TopLevelLanguageElementId;
use cairo_lang_filesystem::ids::CrateInput;
use cairo_lang_starknet::compile::compile_prepared_db;
use cairo_lang_starknet::contract::find_contracts;
use cairo_lang_starknet_classes::allowed_libfuncs::{BUILTIN_AUDITED_LIBFUNCS_LIST, ListSelector};
use cairo_lang_starknet_classes::casm_contract_class::CasmContractClass;
use cairo_lang_starknet_classes::contract_class::ContractClass;
use rayon::prelude::*;
use serde::Serialize;

use crate::class_hash::{abi_text, class_hash};
use crate::project::{self, Purpose};
use crate::Options;

/// What is said of one class. Whether a size is too large is for the caller to judge.
#[derive(Serialize)]
pub struct Summary {
    /// The contract's module, from the crate on; its last part is `name`.
    pub path: String,
    pub name: String,
    pub class_hash: String,
    pub compiled_class_hash: String,
    pub sierra_felts: usize,
    pub casm_felts: usize,
    /// Length of the class as it is declared: Sierra, entry points and ABI as JSON.
    pub class_bytes: usize,
    /// The first library function that is not on the audited list; absent when all are.
    pub unaudited: Option<String>,
}

pub fn compile(corelib: &Path, project: &Path, out: &Path, options: &Options) -> Result<()> {
    let (db, crates) = project::open(corelib, project, Purpose::Classes)?;
    let reporter = project::reporter(&crates, options.deny_warnings);
    for summary in compile_selected(&db, &crates, reporter, out, options)? {
        println!("{}", serde_json::to_string(&summary)?);
    }
    Ok(())
}

/// Compiles the contracts that the options name (all when they name none) into `out`; sorted by path.
pub fn compile_selected(
    db: &RootDatabase,
    crates: &[CrateInput],
    reporter: DiagnosticsReporter<'_>,
    out: &Path,
    options: &Options,
) -> Result<Vec<Summary>> {
    let crate_ids = CrateInput::into_crate_ids(db, crates.to_vec());
    let mut selected: Vec<_> = find_contracts(db, &crate_ids)
        .into_iter()
        .map(|contract| (contract.submodule_id.full_path(db), contract))
        .filter(|(path, _)| is_selected(path, options))
        .collect();
    selected.sort_by(|one, other| one.0.cmp(&other.0));
    let contracts: Vec<_> = selected.iter().map(|(_, contract)| contract).collect();
    let config = CompilerConfig { diagnostics_reporter: reporter, ..CompilerConfig::default() };
    let classes = compile_prepared_db(db, &contracts, config)?;
    if classes.is_empty() {
        bail!("there is no such contract");
    }
    fs::create_dir_all(out)?;
    let paths: Vec<_> = selected.into_iter().map(|(path, _)| path).collect();
    paths.into_par_iter().zip(classes).map(|(path, class)| write(path, class, out)).collect()
}

fn is_selected(path: &str, options: &Options) -> bool {
    let in_crate = options.crate_name.as_ref().is_none_or(|name| path.split("::").next() == Some(name));
    let named = options.contracts.is_empty() || options.contracts.iter().any(|name| name == name_of(path));
    in_crate && named
}

fn name_of(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn write(path: String, mut class: ContractClass, out: &Path) -> Result<Summary> {
    let name = name_of(&path).to_string();
    class.sierra_program_debug_info = None;
    let program = class.extract_sierra_program(false)?;
    let audited = ListSelector::ListName(BUILTIN_AUDITED_LIBFUNCS_LIST.to_string());
    let unaudited = program.validate_version_compatible(audited).err().map(|error| error.to_string());
    let sierra = serde_json::to_string(&class)?;
    fs::write(out.join(format!("{name}.sierra.json")), &sierra)?;
    fs::write(out.join(format!("{name}.abi.json")), abi_text(class.abi.as_ref().context("no ABI")?)?)?;
    let class_hash = class_hash(&class)?;
    let sierra_felts = class.sierra_program.len();
    // Its own limit is set high: a class that is too large is reported with its size.
    let casm = CasmContractClass::from_contract_class(class, program, false, usize::MAX)
        .with_context(|| format!("{name} has no CASM"))?;
    fs::write(out.join(format!("{name}.casm.json")), serde_json::to_string(&casm)?)?;
    Ok(Summary {
        path,
        name,
        class_hash: format!("{class_hash:#066x}"),
        compiled_class_hash: format!("{:#066x}", casm.compiled_class_hash()),
        sierra_felts,
        casm_felts: casm.bytecode.len(),
        class_bytes: sierra.len(),
        unaudited,
    })
}
