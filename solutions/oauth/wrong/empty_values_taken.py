"""Takes an empty value for a value.

Fails: test_everything_is_there_once
"""


def _only(given: dict[str, list[str]], name: str) -> str:
    """The value of a parameter that has to be there once (RFC 6749, section 3.1)."""
    values = given.get(name, [])
    if len(values) != 1:
        raise CallbackError(f"the parameter {name} has to be there once")
    return values[0]
