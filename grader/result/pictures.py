"""Pictures of what a test saw: plain data, part of the evidence. A topic declares them, its suite fills them in.

Anyone may read these. How each kind is drawn is the report's (``grader.report.pictures``).
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

PictureKind = Literal["steps", "matrix", "chain", "versions", "fleet", "queue", "shares", "waterfall"]
KINDS: tuple[PictureKind, ...] = get_args(PictureKind)


class Mark(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that was seen: where in the picture, and what; ``wanted`` if something else was expected there.

    ``place`` is a row, or a row and a column (matrix), a key and a message (queue), or the path of a span from the root
    (waterfall). ``t`` and ``seconds``: when it began, in virtual time, and how long it took.
    """

    place: tuple[str, ...]
    value: str = ""
    wanted: str = ""
    t: float = 0.0
    seconds: float = 0.0

    @property
    def differs(self) -> bool:
        """Whether something else was wanted."""
        return bool(self.wanted) and self.wanted != self.value


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture: its kind and title, the rows and columns that are there from the start, and what was seen, in order.

    A row is a name, or ``"name: caption"``; marks go by the name. ``steps`` and ``matrix`` have the rows that are
    declared, the other kinds also those that are marked.
    """

    id: str
    kind: PictureKind
    title: str
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    @staticmethod
    def name_of(row: str) -> str:
        """The part of a row by which marks find it."""
        return row.partition(": ")[0]

    def has(self, place: tuple[str, ...]) -> bool:
        """Whether a mark may be there."""
        if self.kind not in ("steps", "matrix"):
            return bool(place)
        known = ([self.name_of(row) for row in self.rows], self.columns)[: 2 if self.kind == "matrix" else 1]
        return len(place) == len(known) and all(name in names for name, names in zip(place, known, strict=True))
