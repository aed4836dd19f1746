"""A field that Connection names after a space is not recognized.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[named],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[named]
"""


def _named_by_connection(fields: list[tuple[str, bytes, bytes]]) -> set[str]:
    values = [value.decode("latin-1") for lower, _, value in fields if lower == "connection"]
    return {option.lower() for value in values for option in value.split(",")}
