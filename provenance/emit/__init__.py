"""Findings and stories for a terminal or a machine. Each writer is a function of its input."""
