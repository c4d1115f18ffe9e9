"""Rules about cases and their states: pure."""
