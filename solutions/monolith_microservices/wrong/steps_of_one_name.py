"""Does not notice two steps of one name.

Fails: test_unknown
"""


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        self._steps = tuple(steps)
        self._journal = journal
