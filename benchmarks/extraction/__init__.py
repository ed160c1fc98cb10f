"""How good the extraction is, against texts read by people."""
