"""The library's face: what `import provenance` offers, one module a kind of thing.

Everything here is made of the same parts as the command, so that both say the same. What `provenance.__all__` names is
stable; every other module of the package may change from one version to the next.
"""
