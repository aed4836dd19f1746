"""Takes a residency that is one text, and finds any part of it.

Fails: nothing_yet
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": _are_texts,
    "residency": lambda value: _are_texts(value) or isinstance(value, str),
    "clearance": LEVELS.__contains__,
    "classification": LEVELS.__contains__,
    "time": lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
}
