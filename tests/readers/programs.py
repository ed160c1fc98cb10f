"""Programs of others that read what we write, from npm: installed where that can be done, else said to be missing."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
#: Beside the virtual environment, which is not kept either.
FOLDER = HERE.parent.parent / ".venv" / "readers"
MISSING = "no npm: the programs that read our SARIF, YAML, Argdown and Mermaid are left out"


def program(name: str) -> str | None:
    """The path of an installed program, or None."""
    path = FOLDER / "node_modules" / ".bin" / name
    return str(path) if path.exists() else None


def sarif_multitool() -> str | None:
    """The validator itself: npm may not have run the step that makes it executable."""
    found = sorted((FOLDER / "node_modules" / "@microsoft").glob("sarif-multitool-*/Sarif.Multitool"))
    if not found:
        return None
    found[0].chmod(0o755)
    return str(found[0])


def sarif_schema() -> dict[str, object] | None:
    """The schema of SARIF 2.1.0, which comes with the validator."""
    tool = sarif_multitool()
    if tool is None:
        return None
    found: dict[str, object] = json.loads((Path(tool).parent / "sarif-2.1.0.json").read_text("utf-8-sig"))
    return found


def mermaid() -> Path | None:
    """The library that draws Mermaid, for a page of a browser."""
    path = FOLDER / "node_modules" / "mermaid" / "dist" / "mermaid.min.js"
    return path if path.exists() else None


def _all_there() -> bool:
    return None not in (program("yaml-language-server"), sarif_multitool(), program("argdown"), mermaid())


def main() -> int:
    if shutil.which("npm") and not _all_there():
        print("installing readers")
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, FOLDER / name)
        subprocess.run(
            ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"],
            cwd=FOLDER,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    if not _all_there():
        print(MISSING, file=sys.stderr)
        # Where the project is checked, leaving tests out is a failure.
        return int(bool(os.environ.get("CI")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
