"""`provenance lsp`."""

import logging
import os
import signal
import sys
from typing import BinaryIO, cast

import click

from provenance.cli import common


class _OneLine(logging.Formatter):
    """What went wrong as one line: a request that is refused is answered, and is no failure of the program."""

    def format(self, record: logging.LogRecord) -> str:
        from provenance.model.plain import one_line

        error = record.exc_info[1] if record.exc_info else None
        # Below it pygls puts the traceback of what the editor sent.
        said = record.getMessage().partition("\n")[0]
        return one_line(said if error is None else f"{said} ({type(error).__name__}: {error})")


@click.command("lsp")
def command() -> None:
    """Serve an editor over standard input and output (Language Server Protocol).

    Exit code 1 where the editor left without saying so, or sent what is no message.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from provenance.lsp.frames import Frames
    from provenance.lsp.server import server

    # An interrupt ends it at once: nothing here is half-written.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    told = logging.StreamHandler()
    told.setFormatter(_OneLine())
    logging.getLogger("pygls").addHandler(told)
    frames, found = Frames(sys.stdin.buffer), server()
    found.start_io(cast(BinaryIO, frames))
    if frames.fault:
        common.tell(f"the conversation ends here: {frames.fault}")
    sys.exit(0 if found.was_shut_down and not frames.fault else common.FOUND)
