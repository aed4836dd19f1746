"""Stops undoing at a step without an undo.

Fails: test_example_undoes_the_last_step_first, test_passes_over_what_cannot_be_undone
"""


class Saga:
    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT) - self._steps_with(saga_id, UNDONE)
        for step in reversed(self._steps):
            if step.name not in left:
                continue
            if step.undo is None:
                break
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    raise CompensationFailed(step.name) from error
            self._journal.write(saga_id, UNDONE, step.name)
