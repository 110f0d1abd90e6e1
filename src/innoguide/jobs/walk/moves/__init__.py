"""One module a move: `run(room, move, from_end)` leads the group through it."""
