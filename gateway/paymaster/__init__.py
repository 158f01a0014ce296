"""``ciro paymaster run``: our SNIP-29 service in front of the Paymaster contract, for plants that sponsor themselves.

Needs the extra ``chain``. Listed from the outside in:

| module | what it is |
|---|---|
| `process` | joins the parts, listens, looks after itself |
| `settings` | the configuration file |
| `rpc` | JSON-RPC: bodies, methods, API keys, limits |
| `page` | the page of spending, metrics, health |
| `service` | SNIP-29's methods, step by step |
| `policy`, `refusals` | what is carried out, and why not |
| `costs` | simulation |
| `pool`, `relayer`, `invoke` | who sends, and with which nonce |
| `following` | every transaction to its end |
| `watching` | blocks, until no reorganisation matters any more |
| `node` | the Starknet node |
| `store`, `schema`, `amounts` | what must not be forgotten |
| `metrics`, `rates` | counting |
"""
