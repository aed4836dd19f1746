"""Tells the step that failed instead of the one that could not be undone.

Fails: test_says_which_compensation_failed
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
                    raise CompensationFailed(self._steps[-1].name) from error
            self._journal.write(saga_id, UNDONE, step.name)
