"""The verbs of the journeys; every right is checked here."""
