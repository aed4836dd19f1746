"""Gives each target the same share.

Fails: test_splits_by_weight
"""


def pick_subset(route: Mapping[str, Any], headers: Mapping[str, str], trace_id: str) -> str:
    """The subset of the service for this request, by the weights of the route."""
    key = headers.get(route.get("sticky", "").lower()) or trace_id
    split = route["split"]
    return str(split[bucket(route["name"], key, len(split))]["subset"])
