"""What is easy to get wrong, as small functions that ask. Texts, word lists and thresholds stand in `steps/checks/`."""
