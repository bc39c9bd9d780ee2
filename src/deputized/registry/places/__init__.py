"""Ties each agency to the county, the town and the FBI identifier of what it governs."""
