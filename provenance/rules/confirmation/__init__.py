"""What the chains support, and what is claimed for them."""
