"""Takes a number for an id.

Fails: test_buries_what_is_no_event
"""


def _read_event(body: str) -> dict[str, Any]:
    event = json.loads(body)
    if not isinstance(event, dict) or "id" not in event:
        raise ValueError("this is no event")
    return event
