"""Mismatches told to the chain: what a contract can judge is shown to it, once; the rest is put to a vote or kept."""
