"""The names of files as the services that read the formats of findings know them."""

import os
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1024)
def repository_path(file: str) -> str:
    """A file as it is named from the root of its repository, wherever the program runs; outside of one, as it was."""
    path = Path(file)
    real = Path(os.path.realpath(path.parent), path.name)
    root = next((folder for folder in real.parents if os.path.exists(folder / ".git")), None)
    return real.relative_to(root).as_posix() if root is not None else file.removeprefix("./")
