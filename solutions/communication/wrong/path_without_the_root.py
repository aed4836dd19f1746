"""Begins a path with the name of the field.

Fails: test_example_sees_what_breaks_a_reader, test_compares_types, test_compares_values,
    test_misses_what_was_removed, test_tells_required_from_optional, test_looks_into_everything,
    test_stops_where_the_type_breaks
"""


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[Break]:
    """What breaks a consumer when ``new`` takes the place of ``old``: pairs of rule and path."""
    return list(_breaks(old, new, "", is_request=direction == "request"))
