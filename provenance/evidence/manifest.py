"""The manifest of a dossier: what it consists of, to the last byte. `sha256sum --check` reads it too.

Deterministic: the same files give the same manifest, wherever and whenever. A line a file, sorted by path, as
`sha256sum` (GNU coreutils) writes them; before each, on a line that such programs pass over, how many bytes it has and
what it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from provenance.model.mark import MARK
from provenance.model.message import M, Message
from provenance.model.plain import one_line

_HEAD = f"# provenance manifest 1, {MARK}"
#: A line of `sha256sum`: a backslash before it says that the name has escapes.
_LINE = re.compile(r"(?P<escaped>\\?)(?P<sha256>[0-9a-f]{64})  (?P<path>.+)")


@dataclass(frozen=True, slots=True, order=True)
class ManifestFile:
    """One file: its path from the folder of the manifest, its hash, its size in bytes, what it is."""

    path: str
    sha256: str
    size: int
    role: str


def manifest_text(dossiers: Sequence[str], files: Sequence[ManifestFile]) -> str:
    """The manifest of some dossiers, by their ids, and their files."""
    lines = [_HEAD, *(f"# dossier: {one_line(name)}" for name in sorted(dossiers))]
    lines.append(f"# {len(files)} file{'s' if len(files) != 1 else ''}, {sum(file.size for file in files)} bytes")
    for file in sorted(files):
        lines += [f"# {file.size} bytes, {one_line(file.role)}", _line(file)]
    # A name of a file that is no UTF-8 is told as far as UTF-8 can.
    return ("\n".join(lines) + "\n").encode("utf-8", "backslashreplace").decode("utf-8")


def distinct_names(files: Iterable[ManifestFile]) -> list[ManifestFile]:
    """The files under names of their own: two that were called by a confidential name are called alike without it."""
    found: dict[str, ManifestFile] = {}
    for file in sorted(files):
        name, number = file.path, 1
        while name in found:
            number += 1
            name = f"{file.path} ({number})"
        found[name] = replace(file, path=name)
    return list(found.values())


def _line(file: ManifestFile) -> str:
    escaped = file.path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    # The escapes of coreutils since 8.25.
    return ("\\" if escaped != file.path else "") + f"{file.sha256}  {escaped}"


def differences(given: str, now: str) -> Iterator[Message]:
    """What a manifest says otherwise than that of the files as they are; nothing for the same text alone."""
    if given == now:
        return
    before, after = _Parsed(given), _Parsed(now)
    found = False
    for message in (*before.strange, *_in_head(before.head, after.head), *_in_files(before.files, after.files)):
        found = True
        yield message
    if not found:
        number = next(
            (n for n, (one, other) in enumerate(zip(given.split("\n"), now.split("\n")), 1) if one != other),
            min(given.count("\n"), now.count("\n")) + 1,
        )
        yield M("line {n} is not as this program writes it", n=number)


class _Parsed:
    """A manifest taken apart: its head, its files with the remark before each, lines that are neither."""

    def __init__(self, text: str) -> None:
        self.head: list[str] = []
        self.files: dict[str, tuple[str, str]] = {}
        self.strange: list[Message] = []
        remark = ""
        for number, line in enumerate(text.removesuffix("\n").split("\n"), 1):
            if line.startswith("# "):
                if remark:
                    self.head.append(remark)
                remark = line
            elif (found := _LINE.fullmatch(line)) and found["path"] not in self.files:
                self.files[found["path"]] = (found["escaped"] + found["sha256"], remark)
                remark = ""
            else:
                self.strange.append(
                    M("line {n} is not one of a manifest: “{line}”", n=number, line=one_line(line[:100]))
                )
        if remark:
            self.head.append(remark)


def _in_head(given: Sequence[str], now: Sequence[str]) -> Iterator[Message]:
    yield from (M("it says “{line}”, which does not hold", line=one_line(one)) for one in given if one not in now)
    yield from (M("it does not say “{line}”", line=one_line(one)) for one in now if one not in given)


def _in_files(given: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]) -> Iterator[Message]:
    for path in sorted({*given, *now}):
        if path not in now:
            yield M("{file} is in the manifest and not here", file=one_line(path))
        elif path not in given:
            yield M("{file} is here and not in the manifest", file=one_line(path))
        elif given[path][0] != now[path][0]:
            yield M("{file} has another hash than in the manifest", file=one_line(path))
        elif given[path] != now[path]:
            yield M(
                "{file} is “{now}”, not “{given}”",
                file=one_line(path), now=one_line(now[path][1]), given=one_line(given[path][1]),
            )  # fmt: skip
