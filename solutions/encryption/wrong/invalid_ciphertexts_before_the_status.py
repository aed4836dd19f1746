"""Looks for the exceptions about the ciphertext first, so that a 5xx or 429 with one of them does not open.

Fails: test_a_service_that_fails_or_throttles_is_an_outage
"""


def _failure(operation: str, answer: httpx.Response) -> EncryptionError:
    """Return what an answer other than 200 means for the caller: later, never, or not with this key."""
    try:
        kind = answer.json()["__type"]
    except (ValueError, LookupError, TypeError):  # no JSON, no object, or none of that name
        kind = ""
    if kind in INVALID:
        return DecryptionError("it does not open")
    if answer.is_server_error or answer.status_code == TOO_MANY_REQUESTS or kind == THROTTLED:
        return KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
    return KeyRefused(f"{operation}: {kind or answer.status_code}")
