"""Lets `python -m s11chat` stand in for the s11chat command."""

from s11chat.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
