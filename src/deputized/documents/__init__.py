"""Signed agreements read by program: what each says, where on which page, and how surely it was read."""
