"""The help of the commands, in the language of the locale where the catalogue has it."""

from collections.abc import Iterator
from copy import copy
from gettext import gettext
from inspect import cleandoc
from typing import TypeVar

import click

from provenance.model.typography import french_spaces

C = TypeVar("C", bound=click.Command)
_Helped = TypeVar("_Helped", bound=click.Command | click.Option)


def help_texts(command: click.Command) -> Iterator[str]:
    """Every sentence of a command's help that this program wrote, those of its own commands included."""
    options = [option.help for option in command.params if isinstance(option, click.Option)]
    helps = [command.short_help, command.help, *options]
    yield from (cleandoc(text) for text in helps if text)
    for inner in getattr(command, "commands", {}).values():
        yield from help_texts(inner)


def with_help_translated(command: C) -> C:
    """The command with each of them in the language of the locale."""
    said = _translated(command)
    said.short_help = translated(command.short_help) if command.short_help else None
    said.params = [_translated(one) if isinstance(one, click.Option) else one for one in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: with_help_translated(inner) for name, inner in said.commands.items()}
    return said


def _translated(part: _Helped) -> _Helped:
    said = copy(part)
    said.help = translated(cleandoc(part.help)) if part.help else None
    return said


def translated(text: str) -> str:
    """A text, not empty, as the catalogue of the locale has it."""
    said = gettext(text)
    return said if said == text else french_spaces(said)
