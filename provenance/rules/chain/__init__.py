"""The way the words took."""
