"""Writes down that a step is done before it is.

Fails: test_goes_on_after_a_crash
"""


class Saga:
    def _do_all(self, saga_id: str) -> bool:
        done = self._steps_with(saga_id, DONE)
        for step in self._steps:
            if step.name in done:
                continue
            self._journal.write(saga_id, DONE, step.name)
            event = self._do(saga_id, step)
            if event != DONE:
                self._journal.write(saga_id, event, step.name)
            if event != DONE:
                return False
        return True

    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT) - self._steps_with(saga_id, UNDONE, REFUSED)
        for step in reversed(self._steps):
            if step.name not in left:
                continue
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    raise CompensationFailed(step.name) from error
            self._journal.write(saga_id, UNDONE, step.name)
