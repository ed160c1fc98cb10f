"""What a change of a claim file must come to, said of plain data: an edit of the text is checked against it."""

import json
from typing import Any

from provenance.files.structure import at_pointer, index_of, reached
from provenance.files.yaml_reader import scalar
from provenance.model.finding import DataEdit


def plain(data: Any) -> Any:
    """A copy in which what two aliases share is two things: an edit of one must not be an edit of both."""
    return json.loads(json.dumps(data))


def same(one: Any, other: Any) -> bool:
    """Equal, the order of keys included."""
    return json.dumps(one) == json.dumps(other)


def changed(data: Any, change: DataEdit) -> Any:
    """The plain data after a change, which is made in place. Raises LookupError, TypeError, ValueError."""
    if change.kind == "put":
        return _put(data, change)
    holder = at_pointer(data, change.pointer[:-1])
    last: Any = change.pointer[-1] if change.pointer else None
    if change.kind == "set":
        holder[last] = scalar(change.value) if isinstance(holder[last], int) else change.value
    elif change.kind == "within":
        holder[last] = holder[last].replace(change.old, change.value)
    elif change.kind == "rename":
        entries = [(change.value if key == last else key, value) for key, value in holder.items()]
        holder.clear()
        holder.update(entries)
        if len(holder) != len(entries):
            raise ValueError(change.value)
    elif change.kind in ("remove", "delete"):
        del holder[last]
    elif change.kind == "insert":
        holder.insert(last, json.loads(change.value))
    elif change.kind == "alias":
        holder[last]["aliases"] = [*(holder[last].get("aliases") or []), *change.value.split("\n")]
    else:
        entries = sorted(holder[last].items())
        holder[last].clear()
        holder[last].update(entries)
    return data


def _put(data: Any, change: DataEdit) -> Any:
    pointer, value = reached(data, change.pointer, json.loads(change.value))
    if not pointer:
        return value
    holder, step = at_pointer(data, pointer[:-1]), pointer[-1]
    if isinstance(holder, list) and step == len(holder):
        holder.append(value)
    elif isinstance(holder, dict) and step not in holder:
        entries = list(holder.items())
        entries.insert(index_of(holder, pointer[:-1], str(step)), (str(step), value))
        holder.clear()
        holder.update(entries)
    else:
        holder[step] = value
    return data
