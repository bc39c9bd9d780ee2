"""Benchmarks: how often the registry is right about who is who, and how fast it is."""
