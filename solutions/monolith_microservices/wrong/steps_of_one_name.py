"""Does not notice two steps of one name.

Fails: test_refuses_two_steps_of_one_name
"""


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        self._steps = tuple(steps)
        self._journal = journal
