"""Renders what is known as documents people keep."""
