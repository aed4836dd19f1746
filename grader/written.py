"""Which lines of a student's file are written for which task, so that an attempt at one is none at another.

A task's code is that of the functions and classes in which the skeleton says ``TODO(task)``, and of what these name of
the student's own: helpers, constants, other modules. By lines and names, never by syntax: a file is not parsed here.
Blank lines, comment lines and space at the end of a line don't count, so that no ladder is climbed by pressing Enter.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_HEAD = re.compile(rb"(?:async\s+def|def|class)\s+(\w+)|(\w+)\s*(?::[^=]*)?=")
_TODO = re.compile(rb"TODO\(([\w-]+)\)")
_METHOD = re.compile(rb"(\s+)(?:async\s+)?def\s+(\w+)")
_NAME = re.compile(rb"[A-Za-z_]\w*")

Blocks = Mapping[bytes, bytes]
"""Each block's lines by the name of its function, class, constant; a method's is ``Class.method``."""


@dataclass(frozen=True)
class Written:
    """What a student has written, and what the skeleton was."""

    blocks: Blocks
    skeleton: Blocks
    owners: Mapping[str, frozenset[bytes]] = field(default_factory=dict)

    def of(self, task: str) -> str:
        """A hash of what is written for the task; "" if nothing is that the skeleton did not have."""
        if not self.owners.get(task):
            return _hash(self.blocks.items()) if dict(self.blocks) != dict(self.skeleton) else ""
        ours = self._closure(self.blocks, task)
        return "" if ours == self._closure(self.skeleton, task) else _hash(ours.items())

    def _closure(self, blocks: Blocks, task: str) -> dict[bytes, bytes]:
        """The task's own blocks and all that they name, but for what is another task's."""
        others = frozenset().union(*(names for id, names in self.owners.items() if id != task)) - self.owners[task]
        found: dict[bytes, bytes] = {}
        waiting = [name for name in self.owners[task] if name in blocks]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found[name] = blocks[name]
            named = set(_NAME.findall(blocks[name]))
            short = {block: block.rpartition(b".")[2] for block in blocks if block not in others}
            waiting += [block for block, last in short.items() if last in named and block not in found]
        return found


def written(files: Mapping[str, bytes], skeleton: bytes, main: str) -> Written:
    """What the ``files`` say by task. ``main``: the name of the file that the skeleton is of."""
    blocks = {}
    for _, data in sorted(files.items(), key=lambda item: item[0] == main):
        blocks.update(_blocks(data))
    return Written(blocks, _blocks(skeleton), _owners(skeleton))


def _owners(skeleton: bytes) -> dict[str, frozenset[bytes]]:
    owners: dict[str, set[bytes]] = {}
    for name, lines in _split(skeleton):
        for task in _TODO.findall(b"\n".join(lines)):
            owners.setdefault(task.decode(), set()).add(name)
    return {task: frozenset(names) for task, names in owners.items()}


def _blocks(data: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, lines in _split(data):
        kept = (line.rstrip() for line in lines)
        text = b"\n".join(line for line in kept if line and not line.lstrip().startswith(b"#"))
        found[name] = found.get(name, b"") + text
    return found


def _split(data: bytes) -> Iterable[tuple[bytes, list[bytes]]]:
    """The lines in blocks: from one beginning of a function, class or constant to the next. Methods are blocks too."""
    name, lines, outer = b"", list[bytes](), b""
    for line in data.splitlines():
        head = _HEAD.match(line)
        method = _METHOD.match(line) if outer else None
        if head or method or (line[:1] and line[:1] not in b" \t#)]}\"'"):
            yield name, lines
            lines = []
            if method:
                name = outer + b"." + method[2]
            else:
                name = (head[1] or head[2]) if head else b""
                outer = name if line.startswith(b"class") else b""
        lines.append(line)
    yield name, lines


def _hash(blocks: Iterable[tuple[bytes, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, text in sorted(blocks):
        digest.update(b"%d %d\n" % (len(name), len(text)) + name + text)
    return digest.hexdigest()[:16]
