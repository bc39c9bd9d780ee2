"""Today's list: fetched from ICE's page, proved, taken in, told. The only package that opens a connection."""
