"""The demonstration: an embedded broker, a simulated line and a gateway with its page, all on loopback.

With a chain: a development chain with the network's contracts, and a sponsor who pays for what the gateway settles.

| module | what it is |
|---|---|
| `options` | how the demonstration runs |
| `summary` | what came of it |
| `running` | the whole of it, from start to end |
| `site` | other machines that look at pictures, one of which breaks |
| `distance` | a way that takes its time |
| `routing` | who answered what |
| `child` | a process that ends when we do |
| `gateway_process` | ``ciro gateway run``, configured for the demonstration |
| `latency` | a subscriber that measures when results come |
| `devnet` | the tools and the development chain |
| `network` | what is on that chain: contracts, the gateway's account, the sponsor |
| `proving` | which inspections a contract verifies |
| `paymaster_process` | ``ciro paymaster run`` in front of it |
| `chain` | all of that together, for the gateway to settle on |
| `settlement` | what was settled, as the chain says, audited by another process |
"""

from gateway.demo.options import DemoError, DemoOptions
from gateway.demo.running import run_demo
from gateway.demo.summary import DemoSummary, SettlementSummary

__all__ = ["DemoError", "DemoOptions", "DemoSummary", "SettlementSummary", "run_demo"]
