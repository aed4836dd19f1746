"""Takes a time without an offset for the server's own.

Fails: test_a_time_that_is_missing_is_no_answer
"""

FORMS: dict[str, Callable[[Any], bool]] = {
    "roles": lambda value: isinstance(value, list),
    "residency": lambda value: isinstance(value, list),
    "clearance": LEVELS.__contains__,
    "classification": LEVELS.__contains__,
    "time": lambda value: isinstance(value, datetime),
}
