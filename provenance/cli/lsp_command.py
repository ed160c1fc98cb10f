"""`provenance lsp`."""

import os
import signal
import sys
from typing import BinaryIO, cast

import click

from provenance.cli import common


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
    frames, found = Frames(sys.stdin.buffer), server()
    found.start_io(cast(BinaryIO, frames))
    if frames.fault:
        common.tell(f"the conversation ends here: {frames.fault}")
    sys.exit(0 if found.was_shut_down and not frames.fault else common.FOUND)
