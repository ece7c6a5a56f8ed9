"""What the store holds as files that others can take: RDF in every format, and tables."""
