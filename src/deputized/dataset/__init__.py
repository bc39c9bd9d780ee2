"""Everything public as one set of tables: the registry's, and beside them places, bodies, codes, laws, duties, claims,
payments and results, as files of any format or as one database with keys, views and notes."""
