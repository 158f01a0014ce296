"""What the contracts' tests act through: a real chain, contracts spoken to by their ABIs, mutants."""
