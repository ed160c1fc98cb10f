"""The help of the commands for the catalogue: they are asked, as their sentences are no calls that can be found."""

from collections.abc import Collection, Generator, Iterator
from typing import IO, Any

import click
from babel.messages.extract import extract_python

from provenance.cli import COMMANDS, main
from provenance.cli.help_texts import help_texts


def told_in_help() -> Iterator[str]:
    """Every sentence that `--help` says of any command."""
    yield from help_texts(main)
    yield from COMMANDS.values()
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        yield from help_texts(command)


def extract(
    stream: IO[bytes], keywords: Any, comment_tags: Collection[str], options: Any
) -> Generator[tuple[int, str | None, Any, list[str]], None, None]:
    """As Babel calls an extractor: what the module of the commands marks, and all help."""
    yield from extract_python(stream, keywords, comment_tags, options)
    for text in dict.fromkeys(told_in_help()):
        yield 1, None, text, []
