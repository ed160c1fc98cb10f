"""The names of files as the services that read the formats of findings know them."""

import os
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1024)
def repository_path(file: str) -> str:
    """A file as it is named from the root of its repository, where it was given by a way from elsewhere.

    What was named from the working folder stays so, as these services expect of a run in a checkout.
    """
    if not os.path.isabs(file):
        return file.removeprefix("./")
    real = Path(os.path.realpath(file))
    root = next((folder for folder in real.parents if os.path.exists(folder / ".git")), None)
    return real.relative_to(root).as_posix() if root is not None else file
