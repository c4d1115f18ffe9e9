"""Figures from answers: pure."""
