"""Undoes nothing.

Fails: test_unknown
"""


class Saga:
    def run(self, saga_id: str) -> bool:
        """Do the steps in order and return True; if one fails, undo what was done and return False."""
        if not self._failed(saga_id) and self._do_all(saga_id):
            return True
        self._failed(saga_id)
        return False
