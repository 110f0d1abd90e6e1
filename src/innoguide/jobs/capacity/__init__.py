"""The self-assessment outside a walk: collected, read from a form, closed into ratings, shown."""
