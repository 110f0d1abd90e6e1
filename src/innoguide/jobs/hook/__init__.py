"""The hook that runs before a commit: its place in git, and what it looks for."""
