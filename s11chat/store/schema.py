"""What marks a database as ours, and as current."""

SCHEMA = "0006"
"""The version of the tables: the newest migration."""
APPLICATION = 0x53313143
"""What marks an SQLite file as ours ("S11C")."""
