"""Stops at the first break.

Fails: test_misses_what_was_removed, test_tells_required_from_optional, test_stops_where_the_type_breaks
"""


def schema_breaks(old: Schema, new: Schema, direction: str) -> list[Break]:
    """What breaks a consumer when ``new`` takes the place of ``old``: pairs of rule and path."""
    return list(_breaks(old, new, "$", is_request=direction == "request"))[:1]
