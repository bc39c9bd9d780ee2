"""A replica of ICE's page, its files and the Wayback Machine's endpoints on this machine, for tests and for looking at."""
