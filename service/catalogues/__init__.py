"""What the service says of its data as a whole: a DCAT catalogue and a VoID description."""
