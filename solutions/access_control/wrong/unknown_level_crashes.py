"""Lets out what Python raises for a level that is not in the list.

Fails: nothing_yet
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": _are_texts,
    "residency": _are_texts,
    "time": lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
}
