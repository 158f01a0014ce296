"""The prover: everything here may be fast or wrong; only the verifier is trusted."""
