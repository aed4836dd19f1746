"""Does all steps again when it is run again.

Fails: test_unknown
"""


class Saga:
    def _do_all(self, saga_id: str) -> bool:
        done: set[str] = set()
        for step in self._steps:
            if step.name in done:
                continue
            event = self._do(saga_id, step)
            self._journal.write(saga_id, event, step.name)
            if event != DONE:
                return False
        return True
