"""Worksheets: each method, and some cards, as a sheet to print and write on by hand."""
