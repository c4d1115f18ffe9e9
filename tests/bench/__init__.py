"""Speeds, each beside its target and a peer measured in the same run. Never part of the tests: clocks drift."""
