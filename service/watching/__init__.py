"""Watching feeds, documents and folders: polled on a schedule, what is new in them is loaded."""
