"""Scripts of interviews, read from dialogs/*.yaml and checked: typed, immutable, free of any face."""
