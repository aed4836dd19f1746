"""Reads whatever JSON it is: a list fails with a TypeError and comes again.

Fails: test_buries_what_is_no_event
"""


def _read_event(body: str) -> dict[str, Any]:
    event = json.loads(body)
    if not isinstance(event.get("id"), str):
        raise ValueError("this is no event")
    return event
