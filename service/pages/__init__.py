"""The web pages: a question in plain words, a query, and what stands behind each claim."""
