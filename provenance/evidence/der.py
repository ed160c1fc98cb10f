"""As much of DER (X.690) as it takes to put the elements of a value into another order."""

SEQUENCE, CONTEXT_0 = 0x30, 0xA0


def content(data: bytes) -> tuple[bytes, bytes]:
    """What stands in the first element, and what stands after it. Raises ValueError for what is no element."""
    begin, end = _span(data, 0)
    return data[begin:end], data[end:]


def children(data: bytes) -> list[bytes]:
    """The elements that follow each other. Raises ValueError for what is none."""
    found: list[bytes] = []
    position = 0
    while position < len(data):
        end = _span(data, position)[1]
        found.append(data[position:end])
        position = end
    return found


def element(tag: int, held: bytes) -> bytes:
    """An element with its length (8.1.3)."""
    size = len(held).to_bytes((len(held).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (size if len(held) < 0x80 else bytes([0x80 | len(size)]) + size) + held


def _span(data: bytes, position: int) -> tuple[int, int]:
    """Where the content of the element begins and ends that stands at a position."""
    if position + 2 > len(data):
        raise ValueError("an element is cut")
    first, begin = data[position + 1], position + 2
    size = first
    if first >= 0x80:
        many = first & 0x7F
        # More than four bytes of length, or none (an indefinite length), are not in any token.
        if not 1 <= many <= 4 or begin + many > len(data):
            raise ValueError("a length is none of DER")
        size, begin = int.from_bytes(data[begin : begin + many], "big"), begin + many
    if begin + size > len(data):
        raise ValueError("an element is cut")
    return begin, begin + size
