"""Takes the fields out of the schemas as it goes.

Fails: test_misses_what_was_removed, test_tells_required_from_optional, test_looks_into_everything,
    test_stops_where_the_type_breaks, test_compares_apis
"""


def _breaks(old: Schema, new: Schema, path: str, *, is_request: bool) -> Iterator[Break]:
    # What goes over the wire was written for one of the two, and the other one has to accept it.
    written, reader = (old, new) if is_request else (new, old)
    if not _types(written) <= _types(reader):
        yield "type", path
        return
    if "enum" in reader and not ("enum" in written and set(written["enum"]) <= set(reader["enum"])):
        yield "enum", path
    before, after = old.get("properties", {}), new.pop("properties", {})
    was_required, is_required = set(old.get("required", ())), set(new.get("required", ()))
    for name in before.keys() - after.keys():
        yield "removed", f"{path}.{name}"
    if is_request:
        yield from (("required", f"{path}.{name}") for name in is_required - was_required)
    else:
        yield from (("optional", f"{path}.{name}") for name in (was_required - is_required) & after.keys())
    for name in before.keys() & after.keys():
        yield from _breaks(before[name], after[name], f"{path}.{name}", is_request=is_request)
    if "items" in old or "items" in new:
        yield from _breaks(old.get("items", {}), new.get("items", {}), f"{path}[]", is_request=is_request)
