"""Holds a conversation: intents in, turns and events out; pure."""
