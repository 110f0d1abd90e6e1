"""The guide, the records and what can be computed from them: no file, no terminal, no YAML, no templates."""
