"""The style sheet and the script of a page, put in it whole, and the policy that lets nothing else run."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from provenance.model.date_spelling import spell
from provenance.model.dates import When
from provenance.model.message import MN, M, Message
from provenance.model.plain import capital, sentence, visible
from provenance.summaries.checking import position_text

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).resolve().parent
#: In the order in which one may use what stands in another.
STYLES = ("base", "article", "claims", "diagram", "time", "print")
SCRIPTS = ("days", "address", "claims", "article", "viewport", "upright", "svg", "canvas", "diagrams", "main")
_IMPORT = re.compile(r"^import .*?;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|const|class)", re.MULTILINE)
#: Our own comments, which no page needs: each begins a line.
_COMMENT = re.compile(r"^[ \t]*/\*(?:[^*]|\*(?!/))*\*/[ \t]*\n|^[ \t]*// [^\n]*\n", re.MULTILINE)
_SCRIPT = re.compile(r"<(/?)(?=script\b)")
_INDENT = re.compile(r"\n\s*")
#: What stands round the braces and semicolons of a style sheet.
_BRACES = re.compile(r"\s*([{};])\s*")
_CODE = re.compile(r"`([^`]{1,120})`")


@lru_cache(maxsize=1)
def style() -> str:
    text = _bare("\n".join((_HERE / "static" / f"{name}.css").read_text("utf-8") for name in STYLES))
    return _BRACES.sub(r"\1", text)


@lru_cache(maxsize=1)
def script() -> str:
    """The modules as one: each is a file that imports from those before it, so their text in order is the whole."""
    texts = ((_HERE / "static" / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return _bare("\n".join(_EXPORT.sub("", _IMPORT.sub("", text)) for text in texts))


def _bare(source: str) -> str:
    """Without our comments and indentation, which no page needs."""
    return _INDENT.sub("\n", _COMMENT.sub("", source)).strip()


def closed_up(page: str) -> str:
    """A page without the indentation of its templates: what they put between two lines is one space to a reader. An
    apostrophe ends no attribute of ours, they stand in double quotes.
    """
    return _INDENT.sub("\n", page).replace("&#39;", "'")


def policy(*scripts: str) -> str:
    """A Content-Security-Policy: our style sheet and our script by their hashes, and nothing from anywhere."""
    sources = " ".join(_hash(text) for text in scripts) or "'none'"
    return f"default-src 'none'; script-src {sources}; style-src {_hash(style())}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"


def data(value: object) -> Markup:
    """JSON for a script element: `<` could end one, and JSON has another way to write it."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


@lru_cache(maxsize=4)
def environment(language: str) -> "Environment":
    """The templates, with what they need to speak a language. Everything that is not Markup is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        capital=lambda said: Markup(capital(str(said))),
        clause=_clause,
        date=lambda when: spell(when, language),
        json=data,
        inside=lambda shown, around: shown.inside(around).attributes,
        inverse=lambda shown: shown.inverse,
        number=_numbers(language),
        packed=_packed,
        say=_sayer(language),
        sentence=lambda said: Markup(sentence(str(said))),
        tongue=lambda spoken: Markup("") if spoken == language else Markup(' lang="{}"').format(spoken),
        tail=lambda place: place.rsplit("/", 1)[-1],
        text=visible,
    )
    made.globals.update(M=M, MN=MN, position_text=position_text, style=Markup(style()), script=Markup(script()))
    return made


def _sayer(language: str) -> Callable[[Message | str | None], Markup]:
    def say(message: Message | str | None) -> Markup:
        """A sentence; ids in backquotes become code."""
        if message is None:
            return Markup("")
        said = message if isinstance(message, str) else message.render(language)
        return Markup(_CODE.sub(r"<code>\1</code>", str(escape(visible(said)))))

    return say


def _packed(content: Markup) -> Markup:
    """Markup that the page makes only when somebody opens it: kept as the text of a script element, it costs a browser
    nothing.

    A script element may not hold another one. Everybody's words are escaped, so the only `<script` in it are our own:
    they bear another name until the markup is made.
    """
    text = _SCRIPT.sub(r"<\1packed-", _INDENT.sub("\n", content))
    return Markup(f'<script type="text/plain" class="packed">{text}</script>')


def _clause(said: Markup, last: bool) -> Markup:
    """A part of a sentence whose parts are divided by semicolons: only the last ends with a full stop."""
    return Markup(f"{str(said).rstrip('.')}{'.' if last else ''}")


def _numbers(language: str) -> Callable[[int], str]:
    from babel.numbers import format_decimal

    return lambda value: str(format_decimal(value, locale=language))


def short_date(when: When, language: str) -> str:
    """« 20 juil. 2022 »: for the scale of a chart."""
    from datetime import date

    from babel.dates import format_date

    return str(format_date(date.fromordinal(when.latest), "d MMM y", locale=language))
