"""The name is looked for anywhere in the field.

Fails: test_no_cookie_of_that_name_is_no_id
"""


def read_cookie(header: str | None) -> str | None:
    """Return the session id of a Cookie field."""
    parts = (header or "").split(f"{COOKIE}=")
    return parts[1].split(";")[0].strip() or None if len(parts) == 2 else None
