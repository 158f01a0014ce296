"""Runs models: package store, preprocessing, ONNX Runtime, the tasks, and the worker's server."""
