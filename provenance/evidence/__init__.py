"""Evidence that lasts: files kept under their hashes with a record of each capture, manifests of dossiers, time-stamps.

What is written down of a capture follows the Berkeley Protocol on Digital Open Source Investigations (OHCHR and Human
Rights Center, 2022), chapter VI.C “Collection”. Nothing is fetched, and nothing that a file says of itself is believed.
"""
