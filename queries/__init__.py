"""Catalogued SPARQL questions, one documented .rq file each."""
