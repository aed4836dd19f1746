"""Takes every value that is there, whatever its form.

Fails: test_a_type_that_is_missing_is_no_answer, test_a_zone_that_is_missing_is_no_answer,
    test_another_form_is_missing[in_residency], test_another_form_is_missing[is_owner],
    test_another_form_is_missing[same_department]
"""


def _need(whose: str, attributes: Attributes, name: str) -> Any:
    """Return an attribute that is there and has its form."""
    value = attributes.get(name)
    fits = FORMS.get(name, lambda value: value not in (None, ""))
    if not fits(value):
        raise MissingAttributeError(f"{whose}.{name}")
    return value
