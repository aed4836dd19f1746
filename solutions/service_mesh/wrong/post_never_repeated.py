"""Does not repeat a POST that nobody has seen.

Fails: test_repeats_only_what_does_no_harm
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    failed = isinstance(outcome, httpx.TransportError) or outcome.status_code in RETRIABLE
    return failed and method in IDEMPOTENT
