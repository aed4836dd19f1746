"""Takes names that differ in case for the same.

Fails: test_unknown
"""


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        if len({step.name.lower() for step in steps}) < len(steps):
            raise ValueError("two steps have the same name")
        self._steps = tuple(steps)
        self._journal = journal
