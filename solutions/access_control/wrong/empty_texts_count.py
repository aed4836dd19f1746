"""Takes an empty text for a value.

Fails: nothing_yet
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    fits = FORMS.get(name, lambda value: isinstance(value, str))
    if not fits(value):
        raise MissingAttributeError(f"{whose}.{name}")
    return value
