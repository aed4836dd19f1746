"""Undoes the steps in the order in which they were done.

Fails: test_example_undoes_the_last_step_first, test_goes_on_after_a_crash_while_undoing,
    test_goes_on_undoing, test_passes_over_what_cannot_be_undone, test_says_which_compensation_failed,
    test_undoes_the_last_step_first, test_undoes_the_step_in_doubt
"""


class Saga:
    def _undo_all(self, saga_id: str) -> None:
        left = self._steps_with(saga_id, DONE, IN_DOUBT) - self._steps_with(saga_id, UNDONE)
        for step in self._steps:
            if step.name not in left:
                continue
            if step.undo is not None:
                try:
                    step.undo(_key(saga_id, step))
                except Exception as error:
                    raise CompensationFailed(step.name) from error
            self._journal.write(saga_id, UNDONE, step.name)
