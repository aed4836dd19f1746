"""Lets out what Python raises for a level that is not in the list.

Fails: test_a_level_that_is_unknown_is_missing
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": _are_texts,
    "residency": _are_texts,
    "time": lambda value: isinstance(value, datetime) and value.utcoffset() is not None,
}
