"""Undoes nothing.

Fails: test_example_undoes_the_last_step_first, test_goes_on_after_a_crash_while_undoing,
    test_goes_on_undoing, test_passes_over_what_cannot_be_undone, test_says_which_compensation_failed,
    test_undoes_the_last_step_first, test_undoes_the_step_in_doubt
"""


class Saga:
    def run(self, saga_id: str) -> bool:
        """Do the steps in order and return True; if one fails, undo what was done and return False."""
        if not self._failed(saga_id) and self._do_all(saga_id):
            return True
        self._failed(saga_id)
        return False
