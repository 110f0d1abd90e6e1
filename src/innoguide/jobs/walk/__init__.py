"""The walk: leads a group through a session."""
