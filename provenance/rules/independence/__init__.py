"""Several voices, or one voice several times."""
