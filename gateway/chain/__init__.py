"""The gateway and the Starknet chain."""
