"""Bytes to tables of text cells: what a file is, and one sentence where it cannot be read."""
