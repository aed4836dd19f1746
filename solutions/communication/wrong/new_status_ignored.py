"""Compares only answers whose status both have.

Fails: test_compares_apis
"""


def contract_breaks(old: dict[str, Any], new: dict[str, Any]) -> list[Break]:
    found: list[Break] = []
    for endpoint, before in old.items():
        if endpoint not in new:
            found.append(("removed", endpoint))
            continue
        after = new[endpoint]
        found += _breaks(before.get("request", {}), after.get("request", {}), f"{endpoint} request $", is_request=True)
        known = before.get("responses", {})
        for status, schema in after.get("responses", {}).items():
            place = f"{endpoint} {status}"
            if status in known:
                found += _breaks(known[status], schema, f"{place} $", is_request=False)
            else:
                pass
    return found
