"""Briefs: one page to print, from the library's answers, as HTML and as tagged PDF."""
