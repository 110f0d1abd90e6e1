"""`trace`: the chain of evidence in words and as plain values."""
