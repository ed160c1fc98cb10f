"""Mutation testing: break the code in small ways, and see whether its tests notice (`make mutants`).

Usage: python -m tests.mutants [PART[:N] …] [--seed S] [--list FILE]

A part is one of PARTS below; N takes that many of its mutants, drawn by the seed, instead of all. Mutants are those of
Cosmic Ray's operators and of the two below; of several at one place with one operator family, one is drawn. What is only a
type, a docstring or a message is left alone. Each mutant is tried in a copy of the tree, so that the checkout is never broken.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

import click

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
#: A mutant that takes so many times longer than the code as it is (and some seconds) has hung: that is noticed too.
PATIENCE, SECONDS = 4, 10


class Part(NamedTuple):
    """Some modules, and the tests that are to notice, the quickest first."""

    modules: str
    tests: tuple[str, ...]


PARTS = {
    "graph": Part("graph/*.py", ("tests/graph", "tests/rules/test_cases.py", "tests/assess")),
    "assess": Part("assess/*.py", ("tests/rules/test_cases.py", "tests/api", "tests/assess")),
    "anchors": Part("files/anchors.py", ("tests/files/test_anchors.py", "tests/files")),
    "rules": Part("rules/**/*.py", ("tests/rules",)),
    "project": Part("project/*.py", ("tests/project",)),
    "emit": Part("emit/*.py", ("tests/emit", "tests/formats", "tests/rules/test_examples.py", "tests/cli")),
}
#: Families of which the core operators have a variant for each pair of signs.
_FAMILY = re.compile(r"core/(ReplaceBinaryOperator|ReplaceComparisonOperator|ReplaceUnaryOperator).*")
#: Operators whose mutants say nothing of the tests: they change types, or what cannot be told apart (`==` and `is`).
_LEFT_OUT = re.compile(
    r"RemoveDecorator|ExceptionReplacer|BitOr|Variable|NoOp"
    r"|Comparison.*_(?:Eq|NotEq|Lt|LtE|Gt|GtE|In|NotIn)_(?:Is|IsNot)$|_Is_Eq$|_IsNot_NotEq$"
)


class Mutant(NamedTuple):
    module: str
    line: int
    operator: str
    occurrence: int
    was: str
    code: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}  {self.operator.removeprefix('core/')}  {self.was}"


def _swapped(words: dict[str, str]) -> Any:
    """An operator that puts the counterpart in the place of a name that is called."""
    from cosmic_ray.operators.operator import Operator

    class Swap(Operator):
        def mutation_positions(self, node: Any) -> Iterator[Any]:
            following = node.get_next_leaf() if node.type == "name" else None
            if following is not None and node.value in words and following.value == "(":
                if node.get_previous_leaf() is None or node.get_previous_leaf().value != ".":
                    yield node.start_pos, node.end_pos

        def mutate(self, node: Any, index: int) -> Any:
            node.value = words[node.value]
            return node

        @classmethod
        def examples(cls) -> Sequence[Any]:
            return ()

    return Swap()


def _operators() -> dict[str, Any]:
    from cosmic_ray import plugins

    found = {name: plugins.get_operator(name)() for name in plugins.operator_names() if not _LEFT_OUT.search(name)}
    found["swap any, all"] = _swapped({"any": "all", "all": "any"})
    found["swap min, max"] = _swapped({"min": "max", "max": "min"})
    return found


def _is_silent(node: Any) -> bool:
    """Whether the node is inside an annotation, a message or the arguments of a decorator (`frozen`, sizes of caches)."""
    while node.parent is not None:
        parent = node.parent
        if parent.type == "decorator":
            return True
        if parent.type in ("tfpdef", "annassign") and parent.children.index(node) == (
            2 if parent.type == "tfpdef" else 1
        ):
            return True
        if parent.type == "funcdef" and node is parent.annotation:
            return True
        if parent.type in ("atom_expr", "power") and getattr(parent.children[0], "value", "") in ("M", "MN"):
            return True
        node = parent
    return False


def mutants_of(module: Path, tree: Path, seed: int) -> list[Mutant]:
    """The mutants of a module, one a place and family of operators."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.mutating import mutate_code

    source = module.read_text("utf-8")
    lines = source.splitlines()
    places: dict[tuple[Any, ...], list[tuple[str, int]]] = {}
    operators = _operators()
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in operators.items():
        spots = [(node, start, end) for node in nodes for start, end in operator.mutation_positions(node)]
        for occurrence, (node, start, end) in enumerate(spots):
            if not _is_silent(node):
                family = _FAMILY.sub(r"\1", name)
                places.setdefault((start, end, family), []).append((name, occurrence))
    shown = module.relative_to(tree).as_posix()
    found = []
    for (start, _, family), choices in sorted(places.items()):
        name, occurrence = choices[_draw(f"{shown}{start}{family}", seed) % len(choices)]
        code = mutate_code(source, operators[name], occurrence)
        if code is not None and code != source:
            found.append(Mutant(shown, start[0], name, occurrence, lines[start[0] - 1].strip(), code))
    return found


def _draw(text: str, seed: int) -> int:
    return int(hashlib.sha256(f"{seed}{text}".encode()).hexdigest()[:12], 16)


def _run(tree: Path, test: str, timeout: float | None = None) -> bool:
    """Whether the tests pass."""
    command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", test]
    try:
        return subprocess.run(command, cwd=tree, capture_output=True, timeout=timeout).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _limits(tree: Path, tests: Sequence[str]) -> dict[str, float]:
    """How long each of the tests may take, once they have passed on the code as it is."""
    found = {}
    for test in tests:
        started = time.monotonic()
        if not _run(tree, test):
            raise click.ClickException(f"{test} fails on the code as it is")
        found[test] = SECONDS + PATIENCE * (time.monotonic() - started)
    return found


def is_noticed(mutant: Mutant, tree: Path, limits: Mapping[str, float]) -> bool:
    """Whether a test fails, or hangs, with the mutant in the tree."""
    target = tree / mutant.module
    kept = target.read_text("utf-8")
    target.write_text(mutant.code, "utf-8")
    try:
        return not all(_run(tree, test, limit) for test, limit in limits.items())
    finally:
        target.write_text(kept, "utf-8")


def _copies(number: int, folder: Path) -> SimpleQueue[Path]:
    trees: SimpleQueue[Path] = SimpleQueue()
    left_out = shutil.ignore_patterns(".git", ".venv", "__pycache__", "site", ".*_cache", ".hypothesis")
    for index in range(number):
        tree = folder / str(index)
        shutil.copytree(ROOT, tree, ignore=left_out)
        (tree / ".git").mkdir()
        trees.put(tree)
    return trees


@click.command()
@click.argument("parts", nargs=-1)
@click.option("--seed", default=1, show_default=True)
@click.option("--list", "listed", type=click.Path(path_type=Path), help="Write the survivors to this file.")
def main(parts: Sequence[str], seed: int, listed: Path | None) -> None:
    """Print the share of mutants that are noticed, and those that are not."""
    survivors: list[Mutant] = []
    print("| part | mutants | of | noticed |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        trees = _copies(WORKERS, Path(folder))

        def tried(mutant: Mutant, limits: Mapping[str, float]) -> bool:
            tree = trees.get()
            try:
                return is_noticed(mutant, tree, limits)
            finally:
                trees.put(tree)

        for name in parts or PARTS:
            part, _, number = name.partition(":")
            modules, tests = PARTS[part]
            everything = [
                m
                for module in sorted(Path(folder, "0", "provenance").glob(modules))
                for m in mutants_of(module, Path(folder, "0"), seed)
            ]
            chosen = everything
            if number:
                chosen = sorted(everything, key=lambda m: _draw(str(m), seed))[: int(number)]
            limits = _limits(Path(folder, "0"), tests)
            noticed = list(pool.map(lambda m, limits=limits: tried(m, limits), chosen))
            lived = [mutant for mutant, killed in zip(chosen, noticed) if not killed]
            survivors += sorted(lived)
            share = f"{100 * sum(noticed) / len(chosen):.0f} %" if chosen else "–"
            print(f"| {part} | {len(chosen)} | {len(everything)} | {share} |", flush=True)
    text = "".join(f"{mutant}\n" for mutant in survivors)
    if listed is not None:
        listed.write_text(text, "utf-8")
    print(f"\nNot noticed:\n{text or 'none'}", end="")


if __name__ == "__main__":
    main()
