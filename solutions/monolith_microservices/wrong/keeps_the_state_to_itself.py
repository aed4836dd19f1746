"""Keeps what it has done in the object, not in the journal.

Fails: test_unknown
"""


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        if len({step.name for step in steps}) < len(steps):
            raise ValueError("two steps have the same name")
        self._steps = tuple(steps)
        self._journal = Journal()
