"""Reads what it has done without looking at the id.

Fails: test_unknown
"""


class Saga:
    def _steps_with(self, saga_id: str, *events: str) -> set[str]:
        return {step for event, step in [(event, step) for _, event, step in self._journal._lines] if event in events}
