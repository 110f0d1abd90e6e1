"""What the user sees and how the user answers."""
