"""Does not write down what has been undone.

Fails: test_a_finished_saga_calls_nothing, test_goes_on_after_a_crash_while_undoing, test_goes_on_undoing
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
                    raise CompensationFailed(step.name) from error
