"""An agenda: made from the guide, changed, laid out in time, and kept to."""
