"""What a file is now, in a line: whether it is still what somebody read."""

import hashlib
from pathlib import Path

from provenance.files.located import Unreadable
from provenance.files.texts import read_bytes


def digest_of(path: Path, private: bool = False) -> str:
    """The SHA-256 of a file, of a private one where that is asked, or why it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(path, path.name, private)).hexdigest()
    except Unreadable as error:
        return error.problem.message.render("en")
    except ValueError as error:
        # A name that no file can have.
        return str(error)
