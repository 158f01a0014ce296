"""Benchmarks: one module a table. Each prints its table, keeps the raw numbers, and says which targets were met.

Run them with ``./scripts/bench NAME``; docs/benchmarks.md says what each shows.
"""
