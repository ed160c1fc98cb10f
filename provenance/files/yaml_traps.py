"""The mistakes everybody makes in YAML, each told in a sentence with the corrected spelling."""

import re

import yaml

from provenance.files.located import Lines, Unreadable, unreadable_error
from provenance.model.finding import Problem
from provenance.model.message import M, Message

_KEY_VALUE = re.compile(r"^(?P<head>[\s\-]*(?:[^\s:'\"{\[][^:]{0,200}?|\"[^\"]*\"): +)(?P<value>[^'\"\[{|>&*\s].*)$")
_CLOSED_EARLY = re.compile(r"^(?P<head>.*?[:,{\[-]\s*)'(?P<a>[^']*)'(?P<b>[^\s,}\]'#][^']*)'?(?P<tail>.*)$")
#: A comment that begins with a number: « #12 » after a plain value.
_HASH = re.compile(r"[ \t]+(?P<rest>#\d[^\n]*)")
#: What libyaml says of the rest, in our words.
_OTHERS = {
    "could not find expected ':'": M("a `key: value` is expected here; a colon is missing"),
    "unknown escape": M("a backslash is special between double quotes: double it, or use single quotes"),
    "expected key": M("a key is expected here: something is left over, or the line begins at another column"),
    "expected '-'": M("an item of the list is expected here: a line that begins with “- ”"),
    "block sequence entries": M("a list begins on a line of its own, below its key"),
    "directive": M("`%` begins a directive in YAML: put the text in quotes"),
    "tag": M("`!` begins a tag in YAML: put the text in quotes"),
}


def explain(error: yaml.MarkedYAMLError, lines: Lines) -> Unreadable:
    """What a syntax error most likely is, at its line, with a corrected spelling where one can be given."""
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index, len(lines.text)) if mark is not None else 0
    place = lines.place((offset, offset))
    line = lines.line(place.line)
    problem = error.problem or ""
    if lines.text[offset : offset + 1] == "\t" or re.match(r" *\t", line):
        return unreadable_error(M("a tab cannot indent YAML: use spaces"), place)
    if "mapping values are not allowed" in problem:
        # The scanner stops at the second colon; the value began on this line or on the one before.
        if line[:1] == " " and ": " not in line[: place.column]:
            return unreadable_error(
                M("this line goes on with the value above: begin it where other keys begin, or put both in quotes"),
                place,
            )
        fix = _quoted(line)
        return unreadable_error(
            M("a colon followed by a space starts a new key: a text that contains one must be in quotes"), place, fix
        )
    for number in (place.line, place.line - 1):
        early = _CLOSED_EARLY.match(lines.line(number))
        if early and ("block" in problem or "flow" in problem or "expected" in problem):
            corrected = f'{early["head"]}"{early["a"]}\'{early["b"]}"{early["tail"]}'
            at = lines.starts()[number - 1] + early.start("b") - 1 if number - 1 < len(lines.starts()) else offset
            return unreadable_error(
                M("the apostrophe ends the quoted text here: use double quotes around a text with an apostrophe"),
                lines.place((at, at)),
                M("write: {line}", line=corrected.strip()),
            )
    if "end of stream" in problem or "unexpected end" in problem:
        start = error.context_mark.line + 1 if error.context_mark is not None else 1
        return unreadable_error(M("the file ends in the middle of what begins at line {line}", line=start), place)
    if "did not find expected ',' or" in problem:
        start = error.context_mark.line + 1 if error.context_mark is not None else place.line
        return unreadable_error(
            M("a comma or a closing bracket is missing in what opens at line {line}", line=start), place
        )
    if "found character that cannot start" in problem:
        return unreadable_error(M("a value cannot begin with this character: put it in quotes"), place, _quoted(line))
    if "alphabetic or numeric" in problem or "anchor" in problem:
        return unreadable_error(M("`*` begins an alias in YAML: put the text in quotes"), place, _quoted(line))
    other = next((said for fragment, said in _OTHERS.items() if fragment in problem), None)
    return unreadable_error(other or M("this is not YAML: {problem}", problem=problem), place)


def swallowed_value(lines: Lines, value: str, end: int) -> list[Problem]:
    """A value cut short by ` #12`, which YAML takes for a comment. `end` is where the value was taken to end."""
    match = _HASH.match(lines.text, end, end + 200)
    if match is None:
        return []
    rest = match["rest"].rstrip()
    return [
        Problem(
            "schema-violation",
            M("“{rest}” is taken for a comment and not read", rest=rest[:60]),
            place=lines.place((match.start("rest"), match.end("rest"))),
            advice=M("write: {line}", line=f'"{value} {rest}"'),
        )
    ]


def swallowed_anchor(lines: Lines, name: str, at: int, value: str) -> Problem:
    """A text that begins with `&`, which YAML takes for the name of an anchor nobody uses."""
    return Problem(
        "schema-violation",
        M("“&{name}” is taken for an anchor and not read", name=name),
        place=lines.place((at, at + len(name) + 1)),
        advice=M("write: {line}", line=f'"&{name} {value}"'),
    )


def _quoted(line: str) -> Message | None:
    match = _KEY_VALUE.match(line[:2000])
    if match is None:
        return None
    value = match["value"].rstrip().replace("\\", "\\\\").replace('"', '\\"')
    return M("write: {line}", line=f'{match["head"].strip()} "{value}"')
