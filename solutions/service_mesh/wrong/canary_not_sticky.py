"""Goes by the trace, whatever is sticky.

Fails: test_keeps_a_user_with_a_version, test_sends_a_call_to_its_version, test_splits_by_weight
"""


def pick_subset(route: Mapping[str, Any], headers: Mapping[str, str], trace_id: str) -> str:
    """The subset of the service for this request, by the weights of the route."""
    key = trace_id
    place = bucket(route["name"], key, sum(target["weight"] for target in route["split"]))
    for target in route["split"]:
        place -= target["weight"]
        if place < 0:
            break
    return str(target["subset"])
