"""Takes an empty text for a value.

Fails: test_a_type_that_is_missing_is_no_answer, test_what_is_missing_is_no_answer[in_residency],
    test_what_is_missing_is_no_answer[is_owner], test_what_is_missing_is_no_answer[same_department],
    test_without_a_type_a_rule_about_types_can_not_be_told
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    fits = FORMS.get(name, lambda value: isinstance(value, str))
    if not fits(value):
        raise MissingAttributeError(f"{whose}.{name}")
    return value
