"""Raises `ServiceUnavailableError` without a text.

Fails: test_says_gracefully_that_a_refund_must_wait, test_makes_up_no_receipt
"""


def _sorry(retry_after: float) -> ServiceUnavailableError:
    return ServiceUnavailableError("", retry_after)
