"""`innoguide programme …`: many groups in one programme."""
