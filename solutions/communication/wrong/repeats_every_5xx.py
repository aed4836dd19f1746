"""Tries again after every 5xx, 501 among them.

Fails: test_repeats_after_no_other_status
"""


def _may_repeat(outcome: httpx.Response | Exception, safe: bool) -> bool:
    if isinstance(outcome, httpx.Response):
        return safe and (outcome.status_code in RETRIED_STATUSES or outcome.is_server_error)
    return isinstance(outcome, NOTHING_SENT) or (safe and isinstance(outcome, NO_ANSWER))
