"""The page itself: a shell without data, its style sheet, its modules, and its words in the language of the dossier."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from provenance.model.dossier import Dossier
from provenance.model.labels import CERTAINTY, KIND, STANCE, STATUS
from provenance.model.message import M, Message
from provenance.review.http import Response

_HERE = Path(__file__).resolve().parent
_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
#: What may be asked for without the token, since there is no data in it.
FILES = frozenset({"/", *(f"/{path.name}" for path in (_HERE / "static").iterdir() if path.suffix in _KINDS)})

WORDS: Mapping[str, Message] = {
    "quoted": M("“{words}”", words="{words}"),
    "statements": M("Statements"),
    "claims": M("Claims"),
    "sources": M("Sources"),
    "documents": M("Documents"),
    "findings": M("Findings"),
    "all": M("all"),
    "undecided": M("undecided"),
    "unclear": M("unclear speaker"),
    "with_findings": M("with findings"),
    "unanchored": M("not found in a text"),
    "find": M("Find"),
    "dossier": M("Dossier"),
    "source": M("Source"),
    "accept": M("Accept"),
    "accept_alike": M("Accept all of this speaker that are sure"),
    "reject": M("Reject"),
    "split": M("Split off"),
    "undo": M("Undo"),
    "redo": M("Redo"),
    "keys": M("Keys"),
    "sign": M("Sign"),
    "mark": M("Mark words"),
    "progress": M("{done} of {all} decided", done="{done}", all="{all}"),
    "decided": M("decided"),
    "chain": M("Who says it, through whom"),
    "name": M("Name"),
    "cue": M("Words"),
    "date": M("Date"),
    "place": M("Where in it"),
    "inferred": M("inferred"),
    "add_hop": M("Add a link"),
    "remove": M("Remove"),
    "up": M("Up"),
    "down": M("Down"),
    "save": M("Save"),
    "own": M("The text's own voice"),
    "own_none": M("no: somebody is named"),
    "own_true": M("yes, without saying where from"),
    "own_first": M("yes, as a witness"),
    "claim": M("Claim"),
    "new_claim": M("As one sentence"),
    "link": M("Link to this claim"),
    "stance": M("Stance"),
    "certainty": M("Certainty"),
    "page": M("Page"),
    "time": M("Time (00:12:31)"),
    "said_on": M("Said on"),
    "only": M("Limited to"),
    "status": M("Status"),
    "changes": M("Would change it"),
    "log": M("Checks and questions"),
    "checked": M("Log a check"),
    "how": M("How (a call, the recording)"),
    "result": M("Result"),
    "holds": M("it holds"),
    "differs": M("it is otherwise"),
    "unreached": M("nobody was reached"),
    "pending": M("to be checked"),
    "noted": M("only noted"),
    "note": M("Note"),
    "asked": M("Log a question"),
    "who": M("Who"),
    "question": M("Question"),
    "deadline": M("Deadline"),
    "answer": M("Answer"),
    "suppress": M("Answer for it"),
    "rewords": M("Its words are those marked"),
    "original": M("Open the original there"),
    "unopened": M("It cannot be opened from here."),
    "unmarked": M("Mark the words in the text first."),
    "unsure": M("None of them is sure: each wants a look."),
    "close": M("Close"),
    "new_claim_button": M("New claim"),
    "typed": M("Sentence, or an id"),
    "reason": M("Reason"),
    "until": M("Until"),
    "merge": M("Merge into"),
    "preview": M("See what changes"),
    "text": M("Text"),
    "about": M("Question it answers"),
    "value": M("Value"),
    "declared": M("Declared status"),
    "kind": M("Kind"),
    "role": M("Function"),
    "part_of": M("Part of"),
    "aliases": M("Other names (commas between)"),
    "publisher": M("Published by"),
    "published": M("Published"),
    "url": M("Address"),
    "headline": M("Headline"),
    "archive": M("Archived at"),
    "read_at": M("Read at"),
    "revises": M("Replaces"),
    "distinct": M("Is no copy of"),
    "because": M("How that is known"),
    "new_source": M("New source"),
    "new_document": M("New document"),
    "contacts": M("Show contacts"),
    "you": M("Your name"),
    "saved": M("Saved"),
    "nothing": M("Nothing to change"),
    "conflict": M("Changed elsewhere in the meantime; what you see is the newest. Nothing was done."),
    "comment": M("A comment stands there and would go too. Go on?"),
    "disk": M("The file changed on disk."),
    "offline": M("The program has ended: start it again."),
    "despite": M("Something is left to do. Why is it signed all the same?"),
    "signed": M("Signed"),
    "broken": M("Changed after it was signed"),
    "unreadable": M("The file cannot be read. Mend it in an editor; this page follows."),
    "marking": M("Arrows move by word, Shift extends, Enter marks, Escape leaves."),
    "none": M("nothing here"),
    "unnamed": M("nobody is named"),
    "lost": M("these words are not in the text"),
    "moved": M("the text words this otherwise now"),
    "cancel": M("Cancel"),
    "yes": M("Go on"),
    "accepted_by": M("accepted by {who}", who="{who}"),
}
#: What each key does, in the order of the help.
KEYS: tuple[tuple[str, Message], ...] = (
    ("j k", M("next, previous")),
    ("n N", M("next, previous that is undecided or has a finding")),
    ("a x", M("accept, reject")),
    ("s e", M("speaker, chain")),
    ("c l", M("claim")),
    ("t", M("stance")),
    ("m", M("mark words")),
    ("v r", M("log a check, log a question")),
    ("g", M("merge")),
    ("u U", M("undo, redo")),
    ("/", M("find")),
    ("1 2 3 4 5", M("statements, claims, sources, documents, findings")),
    ("S", M("sign")),
    ("?", M("these keys")),
)


#: What the steps that can be undone are called, by the kind of the decision.
STEPS: Mapping[str, str] = {
    "accept": "accept", "reject": "reject", "chain": "chain", "stance": "stance", "detail": "certainty", "mark": "mark",
    "words": "rewords", "link": "link", "split": "split", "merge": "merge", "add": "saved", "set": "saved",
    "remove": "remove", "log": "log", "distinct": "distinct", "sign": "sign",
}  # fmt: skip


def step_name(kind: str, language: str) -> str:
    """A step as the page calls it."""
    word = STEPS.get(kind.split()[0])
    return WORDS[word].render(language) if word is not None else kind


def served(path: str, dossier: Dossier) -> Response:
    """A file of the page."""
    if path == "/":
        return Response(200, _shell(dossier.language).encode("utf-8"), "text/html; charset=utf-8")
    file = _HERE / "static" / path[1:]
    return Response(200, file.read_bytes(), _KINDS[file.suffix])


@lru_cache(maxsize=4)
def _shell(language: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    words = {key: said.render(language) for key, said in WORDS.items()}
    labels = {
        "status": {status.value: said.render(language) for status, said in STATUS.items()},
        "stance": {stance.value: said.render(language) for stance, said in STANCE.items()},
        "certainty": {certainty.value: said.render(language) for certainty, said in CERTAINTY.items()},
        "kind": {kind.value: said.render(language) for kind, said in KIND.items()},
    }
    data = json.dumps({"words": words, "labels": labels, "language": language}, ensure_ascii=False)
    keys = [(pressed.split(), said.render(language)) for pressed, said in KEYS]
    template = environment.get_template("review.html.jinja")
    return template.render(language=language, words=words, keys=keys, data=Markup(data.replace("<", "\\u003c")))
