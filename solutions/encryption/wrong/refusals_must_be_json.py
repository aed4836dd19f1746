"""Expects a JSON object in every answer.

Fails: test_every_other_4xx_is_a_refusal, test_a_service_that_fails_or_throttles_is_an_outage
"""


def _failure(operation: str, answer: httpx.Response) -> EncryptionError:
    """Return what an answer other than 200 means for the caller: later, never, or not with this key."""
    kind = answer.json().get("__type", "")
    if answer.is_server_error or answer.status_code == TOO_MANY_REQUESTS or kind == THROTTLED:
        return KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
    if kind in INVALID:
        return DecryptionError("it does not open")
    return KeyRefused(f"{operation}: {kind or answer.status_code}")
