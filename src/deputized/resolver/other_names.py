"""What towns and counties are called beside their Census names: in common speech, and in Spanish. By GEOID or FIPS."""

from __future__ import annotations

TOWNS = (
    ("NYC", "3651000"), ("New York City", "3651000"), ("Philly", "4260000"), ("Vegas", "3240000"),
    ("Boise", "1608830"), ("Nashville", "4752006"), ("Indianapolis", "1836003"), ("Louisville", "2148006"),
    ("St. Pete", "1263000"), ("Washington D.C.", "1150000"),
)  # fmt: skip
SPANISH = (
    ("Nueva York", "3651000"), ("Ciudad de Nueva York", "3651000"), ("Filadelfia", "4260000"),
    ("Nueva Orleans", "2255000"), ("San Agustín", "1262500"), ("San Petersburgo", "1263000"), ("Cayo Hueso", "1236550"),
    ("San Luis", "2965000"), ("San Pablo", "2758000"),
)  # fmt: skip
"""Also those that a town of the name in another state or the same bears by right: its own name goes first there."""
COUNTIES = (
    ("Brooklyn", "36047"), ("Manhattan", "36061"), ("The Bronx", "36005"), ("Staten Island", "36085"), 
    ("San Luis", "29189"), ("Nueva York", "36061"),
    ("Filadelfia", "42101"), ("Nueva Orleans", "22071"),
)  # fmt: skip
"""New York City's boroughs are counties of other names; the rest are Spanish."""
