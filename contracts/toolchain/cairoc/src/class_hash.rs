//! The class hash: what a declared class is found by on the network.
use anyhow::{Context, Result};
use cairo_lang_starknet_classes::contract_class::{ContractClass, ContractEntryPoint};
use cairo_lang_starknet_classes::keccak::starknet_keccak;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use starknet_types_core::felt::Felt;
use starknet_types_core::hash::{Poseidon, StarkHash};

/// Poseidon over the version, the three tables of entry points, the ABI's Keccak digest and the Sierra program's Poseidon.
pub fn class_hash(class: &ContractClass) -> Result<Felt> {
    let abi = class.abi.as_ref().context("a class without an ABI")?;
    let entry_points = &class.entry_points_by_type;
    let program: Vec<Felt> = class.sierra_program.iter().map(|felt| Felt::from(&felt.value)).collect();
    Ok(Poseidon::hash_array(&[
        Felt::from_bytes_be_slice(format!("CONTRACT_CLASS_V{}", class.contract_class_version).as_bytes()),
        table(&entry_points.external),
        table(&entry_points.l1_handler),
        table(&entry_points.constructor),
        Felt::from(&starknet_keccak(abi_text(abi)?.as_bytes())),
        Poseidon::hash_array(&program),
    ]))
}

/// The ABI as the tools of Starknet write it down: one line, with a space after each comma and colon.
///
/// The text itself is hashed, so two ways to write the same ABI are two classes.
pub fn abi_text(abi: &impl Serialize) -> Result<String> {
    let mut text = vec![];
    abi.serialize(&mut Serializer::with_formatter(&mut text, Spaced))?;
    Ok(String::from_utf8(text)?)
}

fn table(entry_points: &[ContractEntryPoint]) -> Felt {
    let felts: Vec<Felt> = entry_points
        .iter()
        .flat_map(|entry| [Felt::from(&entry.selector), Felt::from(entry.function_idx as u64)])
        .collect();
    Poseidon::hash_array(&felts)
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}
