"""The notebook of the documentation: run, its outputs kept in it, and the page that shows them.

`python -m docs.notebook` runs it and writes both; with `--check` it fails where they are not what a run gives.
"""

import os
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs/how-to/in-a-notebook.ipynb"
PAGE = NOTEBOOK.with_suffix(".md")
PICTURES = ROOT / "docs/images"
_HEAD = """# In a notebook

[The notebook](in-a-notebook.ipynb) of this page, with what it gives: download it and run it in a clone, or beside a
claim file of your own. [Everything the library offers](../reference/python.md).
"""


def executed() -> nbformat.NotebookNode:
    """The notebook after a run from the root of the project, without what changes from one run to the next."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    for cell in notebook.cells:
        cell.metadata = {}
        if "outputs" in cell:
            cell.outputs = _joined(cell.outputs)
        for output in cell.get("outputs", []):
            output.pop("execution_count", None)
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def _joined(outputs: list[Any]) -> list[Any]:
    """Outputs with what was printed in one piece: a kernel sends it in as many as it has time for."""
    found: list[Any] = []
    for output in outputs:
        before = found[-1] if found else None
        if before is not None and output.output_type == before.output_type == "stream" and output.name == before.name:
            before.text += output.text
        else:
            found.append(output)
    return found


def page(notebook: nbformat.NotebookNode) -> tuple[str, dict[str, str]]:
    """The page, and its pictures by name."""
    parts, pictures = [_HEAD], {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            # The page has its own title.
            parts.append(
                "\n".join(line for line in cell.source.splitlines() if not line.startswith("# ")).strip() + "\n"
            )
            continue
        parts.append(f"```python\n{cell.source}\n```\n")
        for output in cell.outputs:
            data: dict[str, Any] = output.get("data", {})
            if "image/svg+xml" in data:
                name = f"notebook-{len(pictures) + 1}.svg"
                pictures[name] = data["image/svg+xml"]
                parts.append(f"![The source chains of the claim](../images/{name})\n")
            elif "text/html" in data:
                parts.append(f'<div class="output">{data["text/html"]}</div>\n')
            else:
                text = output.get("text") or data.get("text/plain", "")
                parts.append(f"```text\n{text.rstrip()}\n```\n")
    return "\n".join(parts), pictures


def main() -> None:
    """Write the notebook, the page and its pictures, or compare."""
    # Jupyter would tell of paths that it means to change one day.
    os.environ.setdefault("JUPYTER_PLATFORM_DIRS", "1")
    notebook = executed()
    text, pictures = page(notebook)
    files = {NOTEBOOK: nbformat.writes(notebook) + "\n", PAGE: text}
    files |= {PICTURES / name: picture for name, picture in pictures.items()}
    stale = [path for path, content in files.items() if not path.is_file() or path.read_text("utf-8") != content]
    if "--check" in sys.argv:
        sys.exit(f"stale, run `make pages`: {', '.join(path.name for path in stale)}" if stale else 0)
    for path in stale:
        path.write_text(files[path], "utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
