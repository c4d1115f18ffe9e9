"""The formats a report is written in, a module each; none of them knows what a report is about."""
