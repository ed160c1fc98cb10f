"""Reports of an audit: JSON for machines, Markdown for people. Each writer is a function of its input."""
