"""Does not try a POST again though no connection came about.

Fails: test_repeats_after_each_trouble_of_the_connection
"""


def _may_repeat(outcome: httpx.Response | Exception, safe: bool) -> bool:
    if isinstance(outcome, httpx.Response):
        return safe and outcome.status_code in RETRIED_STATUSES
    return safe and isinstance(outcome, NO_ANSWER)
