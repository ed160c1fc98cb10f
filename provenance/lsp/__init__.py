"""The language server: what an editor asks while a claim file is being written (Language Server Protocol 3.17).

`server` speaks the protocol; everything it answers is a function of an `Analysis`: one text, read and audited.
"""
