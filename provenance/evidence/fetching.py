"""What a machine without a network cannot do, and the command that does it where there is one."""

import re
import shlex

_NAME = re.compile(r"[^A-Za-z0-9]+")


def fetch_command(address: str) -> str:
    """The command that saves a page with all it consists of as a WARC file, and nothing beside (GNU Wget 1.14)."""
    host = re.sub(r"^[a-z]+://(www\.)?", "", address.lower())
    name = _NAME.sub("-", host)[:40].strip("-") or "page"
    return f"wget --page-requisites --delete-after --warc-file={name} -- {shlex.quote(address)}"


def is_address(written: str) -> bool:
    """Whether somebody named a page rather than a file."""
    return re.match(r"https?://", written, re.IGNORECASE) is not None
