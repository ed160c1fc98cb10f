"""What click says in help and of a wrong call: it asks the catalogue of this program, which has that in French."""

import gettext
from pathlib import Path

_LOCALE = Path(__file__).resolve().parent.parent / "locale"


# Marks a sentence for the catalogue, as everywhere; here nothing is rendered, click asks for the text itself.
def M(*sentence: str) -> tuple[str, ...]:  # noqa: N802
    return sentence


MN = M
#: With their plurals, as click 8.5 has them.
SENTENCES = (
    M("Usage:"),
    M("Error: {message}"),
    M("Try '{command} {option}' for help."),
    M("Invalid value: {message}"),
    M("Invalid value for {param_hint}: {message}"),
    M("Missing argument"),
    M("Missing option"),
    M("Missing command."),
    M("No such option {name!r}."),
    M("No such command {name!r}."),
    MN("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    MN("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    M("{value!r} is not a valid {number_type}."),
    M("{value} is not in the range {range}."),
    M("{name} {filename!r} does not exist."),
    M("{name} {filename!r} is a file."),
    M("{name} {filename!r} is a directory."),
    M("{name} {filename!r} is not readable."),
    M("{name} {filename!r} is not writable."),
    M("file"),
    M("directory"),
    M("path"),
    M("Option {name!r} does not take a value."),
    MN("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    MN("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    M("Aborted!"),
    M("Options"),
    M("Commands"),
    M("default: {default}"),
    M("required"),
    M("Show the version and exit."),
    M("Show this message and exit."),
)


def speak_as_the_reader() -> None:
    """Let click find its sentences in the language of the locale."""
    gettext.bindtextdomain("provenance", str(_LOCALE))
    gettext.textdomain("provenance")
