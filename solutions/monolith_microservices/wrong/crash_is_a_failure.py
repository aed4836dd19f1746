"""Undoes everything when it is stopped from outside.

Fails: test_goes_on_after_a_crash
"""


class Saga:
    @staticmethod
    def _do(saga_id: str, step: Step) -> str:
        try:
            answer = step.do(_key(saga_id, step))
        except BaseException:  # the answer may have been lost after the work was done
            return IN_DOUBT
        return REFUSED if answer is False else DONE
