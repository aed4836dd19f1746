"""Takes requests for responses and the other way round.

Fails: test_compares_types, test_compares_values, test_misses_what_was_removed, test_tells_required_from_optional,
    test_looks_into_everything, test_stops_where_the_type_breaks
"""


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[Break]:
    return list(_breaks(old, new, "$", is_request=direction == "response"))
