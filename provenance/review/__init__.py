"""The page on which a draft is corrected, checked and signed."""
