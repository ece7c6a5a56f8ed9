"""What lists and searches are answered from: a SQLite file derived from log and graph, never the record."""

from service.index.index import Index

__all__ = ["Index"]
