"""From a file's bytes to the text of documents."""
