"""Proofs of reliability, run by `scripts/prove.py`."""
