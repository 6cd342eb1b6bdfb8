"""Files in and out: tables, mapping files, results and the report."""
