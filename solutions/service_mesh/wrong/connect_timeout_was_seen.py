"""Takes a call whose connection hung for one that was seen.

Fails: test_repeats_only_what_does_no_harm
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, httpx.ConnectError):
        return True  # nobody has seen the first
    failed = isinstance(outcome, httpx.TransportError) or outcome.status_code in RETRIABLE
    return failed and method in IDEMPOTENT
