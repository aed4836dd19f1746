"""Does the steps after the one that failed as well.

Fails: test_unknown
"""


class Saga:
    def _do_all(self, saga_id: str) -> bool:
        done = self._steps_with(saga_id, DONE)
        for step in self._steps:
            if step.name in done:
                continue
            event = self._do(saga_id, step)
            self._journal.write(saga_id, event, step.name)
        return not self._failed(saga_id)
