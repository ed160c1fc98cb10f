"""The frames of the protocol on standard input: headers with the length of a message, an empty line, the message.

What is no frame leaves no way to know where the next one begins: the server then ends, and says why.
"""

from typing import BinaryIO

#: Bytes of one header line, and of one message.
MAX_HEADER, MAX_MESSAGE = 4096, 512 * 1024 * 1024


class Frames:
    """Standard input as the server's library reads it: a line of the length, an empty one, the message.

    Lines may end as they like, names of headers be spelled as they like. `fault` says why the input ended, where that
    was not where a message does.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: list[bytes] = []
        self.fault = ""

    def readline(self) -> bytes:
        """A line of a header; nothing at the end."""
        if not self._lines:
            length = self._length()
            if length is None:
                return b""
            self._lines = [b"Content-Length: %d\r\n" % length, b"\r\n"]
        return self._lines.pop(0)

    def read(self, size: int) -> bytes:
        """A message; nothing where it is cut short."""
        held = self._stream.read(size)
        if len(held) < size:
            self.fault = f"the input ended after {len(held)} of the {size} bytes of a message"
            return b""
        return held

    def _length(self) -> int | None:
        """The length that the next header gives."""
        found: int | None = None
        begun = False
        while line := self._stream.readline(MAX_HEADER):
            if not line.strip():
                if found is not None:
                    return found
                if begun:
                    return self._failed("a header without Content-Length")
                # Empty lines between messages do no harm.
                continue
            begun = True
            name, colon, value = line.partition(b":")
            if not colon or not line.endswith(b"\n"):
                return self._failed(f"this is no header: {line[:60]!r}")
            if name.strip().lower() != b"content-length":
                continue
            digits = value.strip()
            if not digits.isdigit() or len(digits) > 12 or int(digits) > MAX_MESSAGE or not int(digits):
                return self._failed(f"this is no length of a message: {digits[:60]!r}")
            if found is not None and found != int(digits):
                return self._failed("a header with two lengths")
            found = int(digits)
        return self._failed("the input ended within a header") if begun else None

    def _failed(self, why: str) -> int | None:
        self.fault = why
        return None
