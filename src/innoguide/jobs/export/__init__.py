"""Gives the outputs away in other formats: read as they lie on disk, written to a folder that is never committed."""
