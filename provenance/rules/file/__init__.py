"""What is wrong with the files themselves: references, ids, anchors, hashes."""
