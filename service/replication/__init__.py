"""A read-only copy of another service's store, kept current from its change feed."""
