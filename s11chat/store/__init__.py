"""The only place that speaks SQL: tables, chains, revisions, codes."""
