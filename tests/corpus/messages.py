"""What crosses the socket to a cell, and what a command shows, as text to search. For the tests only."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from grader.cli.main import run
from grader.harness.wire import conversation, messages
from grader.result.journal import Journal


@contextmanager
def recorded(path: Path) -> Iterator[None]:
    """Write every message to a cell into this file as well, also those of processes that are forked meanwhile."""

    with path.open("ab", buffering=0) as file:

        def write_message(message: dict[str, Any]) -> bytes:
            frame = messages.write_message(message)
            file.write(frame[messages.HEADER.size :] + b"\n")
            return frame

        with mock.patch.object(conversation, "write_message", write_message):
            yield


def told(messages: bytes) -> str:
    """All texts of these messages, one a line each, with what is in base64 undone."""
    found: list[str] = []
    for line in messages.splitlines():
        found += _texts(msgspec.json.decode(line))
    return "\n".join(found)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str):
        yield value
        try:
            yield base64.b64decode(value, validate=True).decode("utf-8")
        except ValueError:
            return


def shown(arguments: list[str], out: Path, stdin: str = "") -> dict[str, str]:
    """What a command says, leaves in ``out`` (its journal kept), and sends to cells, by where."""
    said, messages = StringIO(), out.parent / "messages"
    with ExitStack() as stack:
        stack.enter_context(recorded(messages))
        stack.enter_context(mock.patch.object(Journal, "clear"))
        stack.enter_context(mock.patch("sys.stdin", StringIO(stdin)))
        stack.enter_context(redirect_stdout(said))
        stack.enter_context(redirect_stderr(said))
        code = run(arguments)
    assert code == 0, said.getvalue()
    files = [path for path in sorted(out.rglob("*")) if path.is_file()] if out.exists() else []
    found = {path.name: html.unescape(path.read_text("utf-8", "replace")) for path in files}
    return {**found, "the terminal": said.getvalue(), "a message to a cell": told(messages.read_bytes())}
