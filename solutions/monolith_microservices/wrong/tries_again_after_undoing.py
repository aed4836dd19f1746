"""Begins anew when it is run again after it has failed.

Fails: test_a_finished_saga_calls_nothing, test_goes_on_after_a_crash_while_undoing, test_goes_on_undoing
"""


class Saga:
    def run(self, saga_id: str) -> bool:
        """Do the steps in order and return True; if one fails, undo what was done and return False."""
        if self._do_all(saga_id):
            return True
        self._undo_all(saga_id)
        return False
