"""The chain seen from the gateway: typed clients of our contracts, keys, deployment, and state rebuilt from events.

Needs the extra ``chain`` (starknet-py, eth-keyfile, fast-stark-crypto); imported only when asked for.

| module | what it is |
|---|---|
| `networks` | the networks and what is fixed on each |
| `keys` | private keys: keystore files and credentials, never the configuration |
| `signer` | signs with a key that stays where it is |
| `abi` | a contract's ABI: calls, results and events as Python values |
| `cairo_types`, `codec` | Cairo's types by name; values to felts and back |
| `bindings` | typed clients, structs, enumerations and constants, generated from ABIs and Cairo sources |
| `generate` | writes `bindings` and `docs/contracts-reference.md`; held current by a test |
| `merkle` | trees over journal records, as the contracts check them |
| `account` | an account that sends transactions and waits for their receipts |
| `snip29` | gas-free transactions: the protocol with a service that pays |
| `events` | the history of a contract, decoded |
| `replay` | the state of every contract, rebuilt from events alone |
| `deployment` | what is deployed where, and the recipe that gets it there |
"""

import contextlib as _contextlib
import sys as _sys

# What starknet.py reads keystores with raises the interpreter's recursion limit to 100,000 when it is imported. Deeply
# nested JSON from a stranger would then end the process instead of being refused; so it is imported here first.
_limit = _sys.getrecursionlimit()
with _contextlib.suppress(ImportError):
    import py_ecc as _py_ecc  # noqa: F401
_sys.setrecursionlimit(_limit)
