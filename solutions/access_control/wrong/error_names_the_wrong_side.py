"""Says of each missing attribute that it is the user's.

Fails: test_a_time_that_is_missing_is_no_answer, test_the_error_names_what_is_missing
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    fits = FORMS.get(name, lambda value: isinstance(value, str) and value != "")
    if not fits(value):
        raise MissingAttributeError(f"user.{name}")
    return value
