"""s11chat: section 11 safeguarding audits held as a conversation."""

__version__ = "0.1.0"
