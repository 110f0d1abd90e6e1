"""From values to Markdown."""
