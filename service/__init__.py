"""The service: store, log, index, SPARQL, REST, pages and command line."""
