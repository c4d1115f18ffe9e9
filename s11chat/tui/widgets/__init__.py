"""What screens are made of; no widget reaches for the app's services."""
