"""Takes a residency that is one text, and finds any part of it.

Fails: test_what_is_missing_is_no_answer[in_residency]
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": lambda value: isinstance(value, list),
    "residency": lambda value: isinstance(value, list | str) and value != "",
    "clearance": LEVELS.__contains__,
    "classification": LEVELS.__contains__,
    "time": lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
}
