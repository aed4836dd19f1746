"""Does not see a refusal.

Fails: test_unknown
"""


class Saga:
    @staticmethod
    def _do(saga_id: str, step: Step) -> str:
        try:
            step.do(_key(saga_id, step))
        except Exception:  # the answer may have been lost after the work was done
            return IN_DOUBT
        return DONE
