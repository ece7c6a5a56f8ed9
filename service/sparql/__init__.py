"""SPARQL 1.1 query over HTTP, evaluated in reader processes that cannot write and have no network."""
