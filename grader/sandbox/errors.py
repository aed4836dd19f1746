"""What went wrong in the student's code, as a message: names, text and the student's own lines. Sandbox only."""

from __future__ import annotations

import traceback
from typing import Any

from grader.sandbox.codec import Codec, encode_text

MAX_TEXT = 4000
MAX_FRAMES = 12


def describe(error: BaseException, codec: Codec, folder: str) -> dict[str, Any]:
    """Class names from the most special to BaseException, the text, and the frames in files below ``folder``."""
    names = [kind.__name__ for kind in type(error).__mro__ if issubclass(kind, BaseException)]
    frames = [
        [frame.f_code.co_filename.removeprefix(folder + "/"), line, frame.f_code.co_name]
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith(folder + "/")
    ]
    if isinstance(error, SyntaxError) and str(error.filename).startswith(folder + "/"):
        frames.append([str(error.filename).removeprefix(folder + "/"), error.lineno or 1, ""])
    return {
        "names": names,
        "text": encode_text(text_of(error)),
        "frames": frames[-MAX_FRAMES:],
        "value": codec.handle(error),
    }


def text_of(error: BaseException) -> str:
    """``str(error)``, bounded, and something even if the student's ``__str__`` fails."""
    if isinstance(error, SyntaxError):
        return str(error.msg)[:MAX_TEXT]
    try:
        return str(error)[:MAX_TEXT]
    except Exception:
        return "(its text can't be shown)"
