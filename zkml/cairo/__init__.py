"""The verifier as a contract: what of it depends on the architecture is written as Cairo by this package.

Steps of the protocol are written by hand, in ``contracts/src/zkml/``, with the names of the Python verifier. What is
different for each architecture (the tables' rows, which cell is read by which layer, how the queries go down the trees)
is not written twice: `claims` runs the Python verifier's own code on symbols instead of numbers and writes down the
arithmetic that it does. So both verifiers have one specification, and a change of one is a change of the other.
"""
