"""Takes targets without weight out of the split.

Fails: test_splits_by_weight
"""


def pick_subset(route: Mapping[str, Any], headers: Mapping[str, str], trace_id: str) -> str:
    """The subset of the service for this request, by the weights of the route."""
    key = headers.get(route.get("sticky", "").lower()) or trace_id
    route["split"][:] = [target for target in route["split"] if target["weight"]]
    place = bucket(route["name"], key, sum(target["weight"] for target in route["split"]))
    for target in route["split"]:
        place -= target["weight"]
        if place < 0:
            break
    return str(target["subset"])
