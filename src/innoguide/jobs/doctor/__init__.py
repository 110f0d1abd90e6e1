"""`doctor`: finds what has happened to a project's files outside innoguide, and mends what is safe to mend."""
