"""Text ⇄ model: reading claim files with the position of every value, resolving names, anchoring quotes, the schema."""
