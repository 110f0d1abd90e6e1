"""Many groups in one programme: their summaries, and what can be said of them together."""
