"""What the two drawings have in common: who takes part, each event as a sentence, and text that fits into a box.

In a drawing every character has a known width: the labels are set in a monospaced face, and what a student's text may
contain besides (huge ligatures, towers, right-to-left runs) is replaced. The list beside the drawing has it in full.
"""

from __future__ import annotations

import unicodedata

from grader.report import clean
from grader.report.words import seconds
from grader.result.model import Event

CHAR = 7.3
"""Width of a character in a drawing, in pixels: 0.6 em of 12 px, and a little."""

TEST, STUDENT, OTHERS = "test", "student", "others"

MAX_FIELDS = 4
"""Header fields beneath an arrow."""

_OF_SERVICES = frozenset({"www-authenticate", "retry-after", "location"})
_OF_ANSWERS = _OF_SERVICES | {"set-cookie", "content-type", "cache-control", "allow"}
_OF_REQUESTS = frozenset({"authorization", "cookie", "content-type"})
_NAMES = {TEST: "Test", STUDENT: "Your code", OTHERS: "other hosts"}
_IN_SENTENCES = {TEST: "the test", STUDENT: "your code", OTHERS: "other hosts"}
_KNOWN_WIDTH = (
    (0x20, 0x052F),  # Latin, Greek, Cyrillic
    (0x1E00, 0x1FFF),
    (0x2010, 0x2027),
    (0x2030, 0x205E),
    (0x20A0, 0x20BF),
    (0x2100, 0x23FF),  # arrows, mathematics
    (0x2400, 0x243F),  # the pictures of control characters
    (0x2500, 0x27EF),
    (0x3041, 0x30FF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7A3),
    (0xFF01, 0xFF5E),
)


def name(participant: str) -> str:
    """What stands over a participant's line."""
    return _NAMES.get(participant) or fitting(participant, 24)


def columns_of(text: str) -> int:
    """How many columns of a monospaced face the text takes."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def fitting(text: str, most: int) -> str:
    """At most ``most`` columns of the text, with … for what is left out, and ▯ for characters of unknown width."""
    shown = clean.line(text, 2 * most + 2)
    shown = "".join(char if _has_known_width(char) else "▯" for char in shown)
    if columns_of(shown) <= most:
        return shown
    kept, room = "", most - 1
    for char in shown:
        room -= _columns(char)
        if room < 0:
            break
        kept += char
    return kept + "…"


def wrapped(text: str, room: int, most: int) -> tuple[str, ...]:
    """The text in at most ``most`` lines of ``room`` columns, broken behind a space or a comma where there is one."""
    lines: list[str] = []
    rest = fitting(text, most * room)
    while columns_of(rest) > room and len(lines) < most - 1:
        end, width = 0, 0
        while width + _columns(rest[end]) <= room:
            width += _columns(rest[end])
            end += 1
        break_at = max(rest.rfind(sign, end // 2, end) for sign in " ,") + 1
        end = max(break_at or end, 1)
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*lines, fitting(rest, room))


def beneath(event: Event) -> tuple[str, ...]:
    """What of an exchange with the student's application belongs into the drawing: the headers that matter, and how
    the body begins. Of a service's answer only what a client has to obey.
    """
    head, _, body = event.detail.partition("\n\n")
    if event.kind == "request" and event.target == STUDENT:
        wanted = _OF_REQUESTS
    elif event.kind == "response":
        wanted = _OF_ANSWERS if event.source == STUDENT else _OF_SERVICES
    else:
        return ()
    fields = [line for line in head.split("\n") if line.partition(":")[0].lower() in wanted]
    return tuple(fields[:MAX_FIELDS] + ([body] if body and wanted is not _OF_SERVICES else []))


def _has_known_width(char: str) -> bool:
    return not unicodedata.combining(char) and any(low <= ord(char) <= high for low, high in _KNOWN_WIDTH)


def sentence(event: Event) -> tuple[str, str]:
    """An event in words: our part, and the part that is shown as it came (may be empty)."""
    source = _IN_SENTENCES.get(event.source) or clean.line(event.source, 60)
    target = _IN_SENTENCES.get(event.target) or clean.line(event.target, 60)
    label = clean.line(event.label)
    match event.kind:
        case "sleep":
            return f"{source} sleeps {seconds(event.seconds)}", ""
        case "advance":
            return f"{source} lets {seconds(event.seconds)} pass", ""
        case "note":
            return "note:", label
    verbs = {
        "call": f"{source} calls {target}:",
        "return": f"{source} returns",
        "raise": f"{source} raises",
        "request": f"{source} sends to {target}:",
        "response": f"{source} answers",
        "fault": f"the connection to {source} fails:",
        "callback": f"{source} calls back {target}:",
        "answer": f"{source} answers",
    }
    return verbs[event.kind], label
