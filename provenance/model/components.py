"""What things lead to: all that is reached, and strongly connected components (Tarjan 1972, iterative)."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reached(starts: Iterable[T], following: Callable[[T], Iterable[T]]) -> set[T]:
    """Some things, and all that they lead to at any distance."""
    found: set[T] = set()
    todo = list(starts)
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo.extend(following(one))
    return found


def strong_components(successors: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """The components of the nodes 0 to `count` - 1; edges to further nodes are left out of account."""
    index: list[int] = [-1] * count
    low = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    found: list[list[int]] = []
    counter = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                index[node] = low[node] = counter
                counter += 1
                stack.append(node)
                on_stack[node] = True
            around = successors[node]
            while position < len(around):
                successor = around[position]
                position += 1
                if successor >= count:
                    continue
                if index[successor] < 0:
                    work.append((node, position))
                    work.append((successor, 0))
                    break
                if on_stack[successor]:
                    low[node] = min(low[node], index[successor])
            else:
                if low[node] == index[node]:
                    component = []
                    while True:
                        member = stack.pop()
                        on_stack[member] = False
                        component.append(member)
                        if member == node:
                            break
                    found.append(component)
                if work:
                    parent = work[-1][0]
                    low[parent] = min(low[parent], low[node])
    return found


def rings(links: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The sets of two or more things each of which leads to each other one, in the order of their ids."""
    number = {name: i for i, name in enumerate(links)}
    if not any(links.values()):
        return []
    successors = [[number[other] for other in others if other in number] for others in links.values()]
    names = list(links)
    found = [tuple(sorted(names[i] for i in one)) for one in strong_components(successors, len(names)) if len(one) > 1]
    return sorted(found)


def without_rings(links: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    """The links but those within a ring, and those of a thing to itself."""
    ring_of = {name: number for number, ring in enumerate(rings(links)) for name in ring}
    return {
        name: tuple(o for o in others if o != name and (name not in ring_of or ring_of.get(o) != ring_of[name]))
        for name, others in links.items()
    }
