"""Random lives of the whole network on a devnet, held against a model of what every call must come to.

`world` sends calls and follows the events, `model` says beforehand what a call comes to, `actions` draws what somebody
does next, `invariants` says what holds whatever was done. The tests run a short life, the benchmark a long one.
"""
