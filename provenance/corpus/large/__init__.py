"""A dossier that is too large for one worker, cut into parts: what is said of them is what its own audit says."""
