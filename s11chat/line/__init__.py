"""The plain face: lines in, lines out, for screen readers, pipes and tests."""
