"""Bytes and rows in, claims and quads out; knows no store and opens no connection."""
