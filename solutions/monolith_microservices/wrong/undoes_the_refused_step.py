"""Undoes the step that was refused as well.

Fails: test_undoes_the_last_step_first
"""


class Saga:
    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT, REFUSED) - self._steps_with(saga_id, UNDONE)
        for step in reversed(self._steps):
            if step.name not in left:
                continue
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    raise CompensationFailed(step.name) from error
            self._journal.write(saga_id, UNDONE, step.name)
