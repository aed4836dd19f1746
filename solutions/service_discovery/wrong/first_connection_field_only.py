"""Of two Connection fields only the first is looked at.

Fails: test_keeps_hop_by_hop_fields_of_the_request_to_itself[named],
test_keeps_hop_by_hop_fields_of_the_answer_to_itself[named]
"""


def _named_by_connection(fields: list[tuple[str, bytes, bytes]]) -> set[str]:
    values = [value.decode("latin-1") for lower, _, value in fields if lower == "connection"]
    return {option.strip().lower() for value in values[:1] for option in value.split(",")}
