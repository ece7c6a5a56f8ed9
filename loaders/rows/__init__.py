"""What the loaders of datasets share: a row's fields, and the actors, places and weapons that they name."""
