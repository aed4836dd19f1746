"""Takes a time without an offset for the server's own.

Fails: nothing_yet
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": _are_texts,
    "residency": _are_texts,
    "clearance": LEVELS.__contains__,
    "classification": LEVELS.__contains__,
    "time": lambda value: isinstance(value, datetime),
}
