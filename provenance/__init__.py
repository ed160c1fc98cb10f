"""Who said this, through whom did it reach us, and does it stand?

The library: `provenance.auditing`, `provenance.files.load`. Nothing is imported
here, so that the command starts fast.
"""

__version__ = "0.1.0"
