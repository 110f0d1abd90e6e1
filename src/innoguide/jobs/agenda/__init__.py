"""Plans a meeting from the guide: makes, changes and reads an agenda."""
