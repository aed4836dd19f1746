"""Goes on as if a compensation that failed had been done.

Fails: test_goes_on_undoing, test_says_which_compensation_failed
"""


class Saga:
    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT) - self._steps_with(saga_id, UNDONE)
        for step in reversed(self._steps):
            if step.name not in left:
                continue
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    print(error)
            self._journal.write(saga_id, UNDONE, step.name)
