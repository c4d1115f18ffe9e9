"""One module a screen; a screen sends intents to a service and shows what comes back."""
