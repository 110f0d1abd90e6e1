"""innoguide leads a project group through the six steps of user-driven innovation."""

__version__ = "0.1.0"
