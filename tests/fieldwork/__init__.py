"""Tests of cases, calls and those who are called."""
