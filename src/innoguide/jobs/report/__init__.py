"""Builds every output of a project as Markdown for an audience; writes them, or tells which are stale."""
