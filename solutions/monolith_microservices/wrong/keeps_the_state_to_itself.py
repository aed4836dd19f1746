"""Keeps what it has done in the object, not in the journal.

Fails: test_a_finished_saga_calls_nothing, test_goes_on_after_a_crash,
    test_goes_on_after_a_crash_while_undoing, test_goes_on_undoing
"""


class Saga:
    def __init__(self, steps: Sequence[Step], journal: Journal) -> None:
        if len({step.name for step in steps}) < len(steps):
            raise ValueError("two steps have the same name")
        self._steps = tuple(steps)
        self._journal = Journal()
