"""Does not know that a whole number is a number.

Fails: test_compares_types, test_stops_where_the_type_breaks
"""


def _types(schema: Schema) -> frozenset[str]:
    """The types that are allowed; whoever allows numbers allows whole ones."""
    named = schema.get("type", ALL_TYPES)
    names = frozenset({named} if isinstance(named, str) else named)
    return names
