"""What went wrong in the student's code, as a message: names, text and the student's own lines. Sandbox only."""

from __future__ import annotations

import errno
import socket
import traceback
from typing import Any

from grader.sandbox.introspection import Sources
from grader.sandbox.wire.values import Codec, encode_text

MAX_TEXT = 4000
MAX_FRAMES = 12
REFUSALS = (errno.EPERM, errno.EACCES)
NOT_ALLOWED = (
    " (refused by the sandbox: your code may write files in its working folder only, and start no programs, processes "
    "or connections of its own)"
)
NO_NETWORK = (
    " (the sandbox has no network: services are reached with httpx, urllib.request or http.client, by their names in "
    "the exercise)"
)
MADE = " (raised in code that was compiled while your code ran, so no line of your file is shown)"


def describe(error: BaseException, codec: Codec, sources: Sources) -> dict[str, Any]:
    """Class names from the most special to BaseException, the text, and the frames in the student's files."""
    names = [kind.__name__ for kind in type(error).__mro__ if issubclass(kind, BaseException)]
    theirs = [one for one in traceback.walk_tb(error.__traceback__) if sources.file_of(one[0].f_code) is not None]
    standing = [one for one in theirs if sources.stands_there(one[0].f_code)]
    frames: list[Any] = [[sources.file_of(frame.f_code), line, frame.f_code.co_name] for frame, line in standing]
    if isinstance(error, SyntaxError) and (place := sources.syntax_error_at(error)) is not None:
        frames.append(place)
    made = MADE if theirs[-1:] != standing[-1:] else ""
    return {
        "names": names,
        "text": encode_text(text_of(error) + of_the_sandbox(error) + made),
        "frames": frames[-MAX_FRAMES:],
        "value": codec.handle(error),
    }


def of_the_sandbox(error: BaseException) -> str:
    """What the system's own words leave out: that it is the sandbox that refuses. "" for another error."""
    if isinstance(error, PermissionError) and error.errno in REFUSALS:
        return NOT_ALLOWED
    if isinstance(error, socket.gaierror):
        return NO_NETWORK
    return ""


def text_of(error: BaseException) -> str:
    """``str(error)``, bounded, and something even if the student's ``__str__`` fails."""
    if isinstance(error, SyntaxError):
        return str(error.msg)[:MAX_TEXT]
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return "(its text can't be shown)"
