"""Tries a POST again that may have been done.

Fails: test_keeps_within_the_budget, test_repeats_only_what_does_no_harm
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
        return True  # nobody has seen the first
    failed = isinstance(outcome, httpx.TransportError) or outcome.status_code in RETRIABLE
    return failed
