"""The REST API: collections, items and catalogued queries as plain JSON or CSV."""
