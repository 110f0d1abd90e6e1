"""The documents for those who decide, those who took part, and those who work there."""
