//! Sierra from 1.2 on to CASM, for the one call that starknet-devnet makes.
use anyhow::{Result, anyhow};
use cairo_lang_starknet_classes::casm_contract_class::CasmContractClass;
use cairo_lang_starknet_classes::contract_class::ContractClass;
use serde_json::Value;

/// Compiles a class as JSON. What the CASM does not depend on is left out first: it may be in any form.
pub fn compile_contract(mut sierra: Value) -> Result<Value> {
    sierra["abi"] = Value::Null;
    sierra["sierra_program_debug_info"] = Value::Null;
    sierra["contract_class_version"] = Value::String(String::new());
    let class: ContractClass = serde_json::from_value(sierra)?;
    let program = class.extract_sierra_program(false).map_err(|error| anyhow!("{error}"))?;
    let casm = CasmContractClass::from_contract_class(class, program, false, usize::MAX)
        .map_err(|error| anyhow!("{error}"))?;
    Ok(serde_json::to_value(casm)?)
}
