"""Many groups in one programme: gathered one at a time, shown, checked and compiled."""
