"""Takes an answer of 0 for a refusal.

Fails: test_takes_every_other_answer_for_done
"""


class Saga:
    @staticmethod
    def _do(saga_id: str, step: Step) -> str:
        try:
            answer = step.do(_key(saga_id, step))
        except Exception:  # the answer may have been lost after the work was done
            return IN_DOUBT
        return REFUSED if answer in (False,) else DONE
