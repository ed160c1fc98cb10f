"""Standards of other fields: one module a format, each with the terms it says a dossier with."""
