"""Finds texts that are about the same thing in different words: stems, synonyms, compounds and pieces of words."""
