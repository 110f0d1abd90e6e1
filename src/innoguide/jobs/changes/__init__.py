"""What is new since a meeting, a day or a version."""
