"""Names of files from ids that anybody may have written."""

import hashlib
import re

_RESERVED = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def safe_name(name: str) -> str:
    """A file name that stays in its folder; different ids keep different names, on any file system."""
    kept = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip(".-")[:80]
    if kept == name and kept == kept.lower() and not _RESERVED.match(kept):
        return kept
    return f"{kept or 'id'}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
