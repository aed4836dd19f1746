"""Raises `ServiceUnavailableError` without a text.

Fails: test_says_gracefully_that_a_refund_must_wait
"""


def _sorry(retry_after: float) -> ServiceUnavailableError:
    return ServiceUnavailableError("", retry_after)
