"""A programme as tables that other programs can calculate with."""
