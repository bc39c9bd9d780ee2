"""Facts: typed reads of the registry file, each for one `AsOf`. Here stands the SQL; what is above takes records."""
