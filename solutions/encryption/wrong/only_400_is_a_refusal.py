"""Takes no answer of 4xx but 400 and 403 for a refusal.

Fails: test_every_other_4xx_is_a_refusal
"""


def _failure(operation: str, answer: httpx.Response) -> EncryptionError:
    """Return what an answer other than 200 means for the caller: later, never, or not with this key."""
    try:
        kind = answer.json()["__type"]
    except (ValueError, LookupError, TypeError):  # no JSON, no object, or none of that name
        kind = ""
    if answer.status_code not in (400, 403) or kind == THROTTLED:
        return KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
    if kind in INVALID:
        return DecryptionError("it does not open")
    return KeyRefused(f"{operation}: {kind or answer.status_code}")
