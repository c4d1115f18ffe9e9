"""Rules about authority, review and signatures: pure."""
