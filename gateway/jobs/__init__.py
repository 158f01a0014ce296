"""Jobs of the network: of a client's who pays for results, and of the gateway that takes them (`gateway.jobs.taking`).

What a job is about travels beside the chain: input and output lie in a place (`content`) under their digests, the chain
holds the digests. `evidence` checks a result by its worker's signature, `quoting` says what a step costs before it is
signed, `refusals` what a contract means when it refuses.
"""
