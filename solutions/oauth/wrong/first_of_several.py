"""Takes the first of several values.

Fails: test_the_state_is_of_this_session, test_a_failed_answer_uses_the_state_up, test_the_issuer_is_ours,
    test_everything_is_there_once
"""


def _only(given: dict[str, list[str]], name: str) -> str:
    """The value of a parameter that has to be there once (RFC 6749, section 3.1)."""
    values = given.get(name, [])
    if not values or not values[0]:
        raise CallbackError(f"the parameter {name} has to be there once")
    return values[0]
