"""What a project says once for all its dossiers: its configuration."""
