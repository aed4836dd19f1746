"""Says that an attribute is missing, and not which.

Fails: test_the_error_names_what_is_missing
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    if not FORMS.get(name, lambda value: isinstance(value, str) and value)(value):
        raise MissingAttributeError("an attribute is missing")
    return value
