"""Run by the interpreter LibreOffice belongs to: takes some tracked changes of a document and refuses others, by
LibreOffice's own commands, and prints what is left of the text and the words of each comment.

tracked_changes.py DOCUMENT PROFILE DECISIONS, where a decision is `a` (accept) or `r` (refuse), one a change in order.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def main() -> None:
    document, profile, decisions = sys.argv[1:4]
    pipe = f"pipe,name=p{abs(hash(profile))};urp;"
    server = subprocess.Popen(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept={pipe}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        print(json.dumps(decided(connected(pipe), Path(document), decisions), ensure_ascii=False))
    finally:
        server.terminate()


def connected(pipe: str) -> object:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(200):
        try:
            return resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def decided(context: object, path: Path, decisions: str) -> dict[str, object]:
    manager = context.ServiceManager  # type: ignore[attr-defined]
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    document = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
    dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    frame = document.CurrentController.Frame

    def do(command: str) -> None:
        dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())

    do("GoToStartOfDoc")
    for decision in decisions:
        do("NextTrackedChange")
        do("AcceptTrackedChange" if decision == "a" else "RejectTrackedChange")
        do("GoToStartOfDoc")
    comments = []
    fields = document.TextFields.createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if field.supportsService("com.sun.star.text.TextField.Annotation"):
            comments.append([field.Author, field.Content, field.Anchor.String])
    left = document.Redlines.createEnumeration() if hasattr(document, "Redlines") else None
    changes = 0
    while left is not None and left.hasMoreElements():
        left.nextElement()
        changes += 1
    text = document.Text.String
    document.close(False)
    return {"text": text, "comments": comments, "changes": changes}


if __name__ == "__main__":
    main()
