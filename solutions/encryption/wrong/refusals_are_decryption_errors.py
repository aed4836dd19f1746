"""Takes every refusal for a record that does not open.

Fails: test_a_disabled_key_does_nothing, test_every_other_4xx_is_a_refusal,
    test_rewrapped_records_outlive_the_old_version, test_a_record_outlives_a_failed_rewrap
"""


def _failure(operation: str, answer: httpx.Response) -> EncryptionError:
    """Return what an answer other than 200 means for the caller: later, never, or not with this key."""
    try:
        kind = answer.json()["__type"]
    except (ValueError, LookupError, TypeError):  # no JSON, no object, or none of that name
        kind = ""
    if answer.is_server_error or answer.status_code == TOO_MANY_REQUESTS or kind == THROTTLED:
        return KeyServiceUnavailable(f"{operation}: status {answer.status_code}")
    if kind in INVALID:
        return DecryptionError("it does not open")
    return DecryptionError("it does not open")
