"""The meeting around the moves: begun, kept to its agenda and its time, ended."""
