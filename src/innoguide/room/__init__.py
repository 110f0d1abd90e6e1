"""The page that participants open on their phones, and the small server behind it."""
