"""What a person meant by what they typed: pure, deterministic, explainable."""
