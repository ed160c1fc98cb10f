"""When it was said, and whether that still holds."""
