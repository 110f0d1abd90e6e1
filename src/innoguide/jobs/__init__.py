"""What innoguide does, a job a module; none imports another."""
