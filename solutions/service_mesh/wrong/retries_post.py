"""Tries a POST again that may have been done.

Fails: test_x
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
        return True  # nobody has seen the first
    failed = isinstance(outcome, httpx.TransportError) or outcome.status_code in RETRIABLE
    return failed
