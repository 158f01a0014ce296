//! The compiler's own formatter, over folders and files.
use std::path::PathBuf;

use anyhow::{Result, bail};
use cairo_lang_formatter::{CairoFormatter, FormatOutcome, FormatterConfig};

/// Formats in place, or with `check` prints what would change and fails.
pub fn format(paths: &[PathBuf], check: bool) -> Result<()> {
    let formatter = CairoFormatter::new(FormatterConfig::default());
    let mut changed = 0;
    for root in paths {
        for entry in formatter.walk(root).build() {
            let entry = entry?;
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            let path = entry.path();
            let outcome =
                if check { formatter.format_to_string(&path) } else { formatter.format_in_place(&path) };
            match outcome {
                Ok(FormatOutcome::DiffFound(diff)) => {
                    changed += 1;
                    println!("{}", path.display());
                    if check {
                        println!("{diff}");
                    }
                }
                Ok(FormatOutcome::Identical(_)) => {}
                Err(error) => bail!("{}: {error}", path.display()),
            }
        }
    }
    if check && changed > 0 {
        bail!("{changed} file(s) are not formatted; ./scripts/contracts --fix does it");
    }
    Ok(())
}
