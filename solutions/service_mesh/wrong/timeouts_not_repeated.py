"""Does not try again after a timeout.

Fails: test_repeats_elsewhere, test_repeats_only_what_does_no_harm, test_repeats_what_another_endpoint_may_better
"""


def _may_repeat(method: str, outcome: httpx.Response | httpx.TransportError) -> bool:
    """Whether a second request could help, and does no harm."""
    if isinstance(outcome, (httpx.ConnectError, httpx.ConnectTimeout)):
        return True  # nobody has seen the first
    failed = isinstance(outcome, (httpx.NetworkError, httpx.ProtocolError)) or (
        isinstance(outcome, httpx.Response) and outcome.status_code in RETRIABLE
    )
    return failed and method in IDEMPOTENT
