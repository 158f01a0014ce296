//! Runs `#[test]` functions; says of each whether it holds and what gas it took.
use std::path::Path;

use anyhow::{Result, bail};
use cairo_lang_runner::casm_run::format_for_panic;
use cairo_lang_runner::{RunResultValue, SierraCasmRunner};
use cairo_lang_sierra_to_casm::metadata::MetadataComputationConfig;
use cairo_lang_test_plugin::test_config::{PanicExpectation, TestExpectation};
use cairo_lang_test_plugin::{TestConfig, TestsCompilationConfig, compile_test_prepared_db};
use rayon::prelude::*;
use serde_json::json;

use crate::project::{self, Purpose};

/// Runs the tests whose name contains `filter`. Contracts are not compiled: what is tested here has no storage.
pub fn run(corelib: &Path, project: &Path, filter: &str) -> Result<()> {
    let (db, crates) = project::open(corelib, project, Purpose::Tests)?;
    let config = TestsCompilationConfig {
        starknet: true,
        contract_declarations: Some(vec![]),
        contract_crate_ids: None,
        executable_crate_ids: None,
        add_statements_functions: false,
        add_statements_code_locations: false,
        add_functions_debug_info: false,
        add_type_names: false,
        replace_ids: false,
    };
    let reporter = project::reporter(&crates, false);
    let compiled = compile_test_prepared_db(&db, config, crates.clone(), reporter)?;
    let runner = SierraCasmRunner::new(
        compiled.sierra_program.program,
        Some(MetadataComputationConfig {
            function_set_costs: compiled.metadata.function_set_costs,
            linear_gas_solver: true,
            linear_ap_change_solver: true,
            skip_non_linear_solver_comparisons: false,
            compute_runtime_costs: false,
        }),
        compiled.metadata.contracts_info,
        None,
    )?;
    let tests: Vec<_> = compiled
        .metadata
        .named_tests
        .into_iter()
        .filter(|(name, test)| name.contains(filter) && !test.ignored)
        .collect();
    let mut results: Vec<_> =
        tests.par_iter().map(|(name, test)| (name, run_one(&runner, name, test))).collect();
    results.sort_by_key(|(name, _)| *name);
    let mut failed = 0;
    for (name, result) in &results {
        let line = match result {
            Ok(gas) => json!({ "test": name, "holds": true, "gas": gas }),
            Err(error) => {
                failed += 1;
                eprintln!("{name}: {error:#}");
                json!({ "test": name, "holds": false })
            }
        };
        println!("{line}");
    }
    if failed > 0 {
        bail!("{failed} of {} tests do not hold", results.len());
    }
    eprintln!("{} tests hold", results.len());
    Ok(())
}

/// The gas that the test took, or why it does not hold.
fn run_one(runner: &SierraCasmRunner, name: &str, test: &TestConfig) -> Result<Option<i128>> {
    let function = runner.find_function(name)?;
    let result =
        runner.run_function_with_starknet_context(function, vec![], test.available_gas, Default::default())?;
    match (&result.value, &test.expectation) {
        (RunResultValue::Panic(felts), TestExpectation::Success) => {
            bail!("{}", format_for_panic(felts.iter().copied()))
        }
        (RunResultValue::Success(_), TestExpectation::Panics(_)) => bail!("should have panicked"),
        (RunResultValue::Panic(felts), TestExpectation::Panics(PanicExpectation::Exact(expected)))
            if felts != expected =>
        {
            bail!("panicked otherwise: {}", format_for_panic(felts.iter().copied()))
        }
        _ => {}
    }
    let left = result.gas_counter.map(|left| left.to_biguint()).and_then(|left| i128::try_from(left).ok());
    Ok(test
        .available_gas
        .zip(left)
        .map(|(before, after)| before as i128 - after)
        .or_else(|| runner.initial_required_gas(function).map(|gas| gas as i128)))
}
