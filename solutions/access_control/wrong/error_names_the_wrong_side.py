"""Says of each missing attribute that it is the user's.

Fails: nothing_yet
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    fits = FORMS.get(name, lambda value: isinstance(value, str) and value != "")
    if not fits(value):
        raise MissingAttributeError(f"user.{name}")
    return value
