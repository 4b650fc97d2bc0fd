"""Editions of the handbook: what may be published, how it is put beside others, what changed."""
