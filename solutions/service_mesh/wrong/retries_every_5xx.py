"""Tries again after every 5xx.

Fails: test_repeats_what_another_endpoint_may_better
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
        return True  # nobody has seen the first
    failed = isinstance(outcome, httpx.TransportError) or outcome.is_server_error
    return failed and method in IDEMPOTENT
