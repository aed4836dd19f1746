"""Task ``contract``: what breaks a consumer, in a request and in a response."""

from __future__ import annotations

import copy

import pytest

from grader.suite import explain

READER = "a consumer that read the old answers can't read the new ones"
WRITER = "a consumer that sends what it always sent is refused"


def obj(*required, **properties):
    """An object schema; a property is given by its type or its schema."""
    made = {name: {"type": each} if isinstance(each, str) else each for name, each in properties.items()}
    schema = {"type": "object", "properties": made}
    return {**schema, "required": list(required)} if required else schema


@pytest.fixture
def expect(student):
    """Compares what breaks in each direction with what should; the order is free."""

    def check(old, new, *, request=(), response=(), words=""):
        for direction, wanted, why in (("request", request, WRITER), ("response", response, READER)):
            found = sorted(tuple(pair) for pair in student.schema_breaks(old, new, direction))
            assert found == sorted(wanted), explain(
                expected=f"in a {direction}: {sorted(wanted)}",
                happened=f"{found}",
                tried=words or f"{old} becomes {new}",
                why=why if wanted else "",
            )

    return check


@pytest.mark.task(
    "contract",
    spec=(
        "a type that old allows is not allowed by new | a type that new allows is not allowed by old",
        "Whoever allows `number` allows `integer`.",
    ),
)
def test_compares_types(expect):
    """A request may allow more types than before, a response fewer; whole numbers are numbers."""
    here = [("type", "$")]
    both, wide, narrow = {"request": here, "response": here}, {"response": here}, {"request": here}
    for old, new, breaks in (
        ("string", "integer", both),
        ("string", ["string"], {}),
        ("string", ["string", "null"], wide),
        (["null", "string"], "string", narrow),
        (["string", "null"], ["null", "string"], {}),
        (["string", "null"], ["string", "boolean"], both),
        ("object", "array", both),
        ("null", "boolean", both),
    ):
        expect({"type": old}, {"type": new}, **breaks)
    for name in ("null", "boolean", "integer", "number", "string", "array", "object"):
        expect({}, {"type": name}, **narrow)
        expect({"type": name}, {}, **wide)
        expect({"type": name}, {"type": name})
    every = ["null", "boolean", "integer", "number", "string", "array", "object"]
    expect({}, {"type": every})
    expect({"type": every[3:] + every[:2]}, {})
    here = [("type", "$")]
    for whole, any_number in (
        ("integer", "number"),
        (["integer", "null"], ["null", "number"]),
        ("integer", ["number", "integer"]),
        (["string", "integer"], ["number", "string"]),
    ):
        expect({"type": whole}, {"type": any_number}, response=here)
        expect({"type": any_number}, {"type": whole}, request=here)
    expect({"type": "number"}, {"type": ["integer", "number"]})


@pytest.mark.task(
    "contract",
    spec=(
        "a value that old allows is not allowed by new | a value that new allows is not allowed by old",
        "to *introduce* one breaks a request, to *drop* one a response.",
    ),
)
def test_compares_values(expect):
    """A request may allow more values than before, a response fewer; without ``enum`` any value is allowed."""
    here = [("enum", "$")]
    for old, new, breaks in (
        (["new", "paid"], ["new", "paid", "sent"], {"response": here}),
        (["new", "paid", "sent"], ["new", "sent"], {"request": here}),
        (["new", "paid"], ["new", "sent"], {"request": here, "response": here}),
        (["new", "paid"], ["paid", "new"], {}),
        (["new"], ["New"], {"request": here, "response": here}),
        (None, ["new", "paid"], {"request": here}),
        (["new", "paid"], None, {"response": here}),
    ):
        schemas = [
            {"type": "string"} if values is None else {"type": "string", "enum": values} for values in (old, new)
        ]
        expect(*schemas, **breaks)


@pytest.mark.task(
    "contract",
    spec=("it is in old's `properties` and not in new's", "A renamed property is a removed one and a new one."),
)
def test_misses_what_was_removed(expect):
    """A property that is gone breaks both, also as one half of a renaming; a new optional one breaks nobody."""
    gone = [("removed", "$.total")]
    expect(obj(id="string", total="number"), obj(id="string"), request=gone, response=gone)
    expect(obj(id="string"), obj(id="string", total="number"))
    expect(obj("total", id="string", total="number"), obj(id="string"), request=gone, response=gone)
    expect(obj(total="number"), obj(sum="number"), request=gone, response=gone)
    expect(
        obj("total", total="number"), obj("sum", sum="number"), request=[*gone, ("required", "$.sum")], response=gone
    )
    expect(
        {"properties": {"a": {}, "b": {}}},
        {},
        request=[("removed", "$.a"), ("removed", "$.b")],
        response=[("removed", "$.a"), ("removed", "$.b")],
    )


@pytest.mark.task(
    "contract",
    spec=(
        "it is in new's `required` and not in old's, whether or not old has the property",
        "it is in old's `required`, not in new's, and still in new's `properties`",
    ),
)
def test_tells_required_from_optional(expect):
    """A request may not ask for more than before, a response may not leave out what was always there."""
    old, plain = obj("id", id="string", note="string"), obj(id="string", note="string")
    expect(plain, old, request=[("required", "$.id")], words="$.id becomes required")
    expect(old, plain, response=[("optional", "$.id")], words="$.id becomes optional")
    expect(
        old,
        obj("id", "note", "gift", id="string", note="string", gift="boolean"),
        request=[("required", "$.note"), ("required", "$.gift")],
        words="$.note and a new $.gift are required",
    )
    expect(obj("id", "note", id="string", note="string"), obj("note", "id", note="string", id="string"))
    expect(
        obj("id", "note", id="string", note="string"), plain, response=[("optional", "$.id"), ("optional", "$.note")]
    )
    expect(
        old, obj("note", id="string", note="string"), request=[("required", "$.note")], response=[("optional", "$.id")]
    )


@pytest.mark.task(
    "contract",
    spec=(
        "A property that both have, and `items`, are compared by the same rules in the same direction",
        "`.name` is a property, `[]` the items: `$.lines[].sku`.",
    ),
)
def test_looks_into_everything(expect):
    """Properties and items are compared by the same rules at any depth, and the path says where."""

    def order(sku, *required, unit=("piece", "pair")):
        lines = {"type": "array", "items": obj(*required, sku=sku, unit={"enum": list(unit)})}
        return obj("lines", customer=obj(tags={"type": "array", "items": {"type": "string"}}), lines=lines)

    at = "$.lines[].sku"
    expect(order("string"), order("integer"), request=[("type", at)], response=[("type", at)])
    expect(order("string"), order("string", "sku"), request=[("required", at)])
    expect(order("string", "sku"), order("string"), response=[("optional", at)])
    expect(order("string"), order("string", unit=["piece"]), request=[("enum", "$.lines[].unit")])
    deep, wide = ({"type": "array", "items": {"type": "array", "items": each}} for each in ({"type": "integer"}, {}))
    expect(deep, wide, response=[("type", "$[][]")])
    expect(wide, deep, request=[("type", "$[][]")])
    expect({"type": "array"}, deep, request=[("type", "$[]")], words="items are added")
    expect(deep, {"type": "array"}, response=[("type", "$[]")], words="items are left out")
    expect(
        obj(a=obj(b=obj(c="string"))),
        obj(a=obj(b=obj())),
        request=[("removed", "$.a.b.c")],
        response=[("removed", "$.a.b.c")],
    )


@pytest.mark.task(
    "contract",
    spec=("its own `enum`, `properties`, `required` and `items` are not looked at.", "The arguments are not changed."),
)
def test_stops_where_the_type_breaks(expect, student):
    """Below a type that breaks nothing is looked at; every other break is told, and both schemas stay as they are."""
    old = obj(
        to=obj("name", name="string"), state={"type": "string", "enum": ["new"]}, tags={"type": "array", "items": {}}
    )
    new = obj("to", to="string", state={"type": "integer", "enum": ["1"]}, tags={"type": "object", "properties": {}})
    types = [("type", "$.to"), ("type", "$.state"), ("type", "$.tags")]
    expect(old, new, request=[*types, ("required", "$.to")], response=types)
    wider = obj(to={**obj(), "type": ["object", "null"]}, state={"enum": ["sent"]}, tags={"type": "array"})
    gone = ("removed", "$.to.name")
    expect(old, wider, request=[gone, ("enum", "$.state")], response=[("type", "$.to"), ("type", "$.state")])
    expect(obj("id", id="string"), {**obj(id="string"), "type": ["object", "null"]}, response=[("type", "$")])
    old = obj("id", id={"type": "string", "maxLength": 9}, total="number", state={"type": "string", "enum": ["a", "b"]})
    new = obj(
        "total", id={"type": "string", "maxLength": 5}, total="integer", state={"type": "string", "enum": ["a", "c"]}
    )
    copies = copy.deepcopy((old, new))
    expect(
        old,
        new,
        request=[("type", "$.total"), ("enum", "$.state"), ("required", "$.total")],
        response=[("optional", "$.id"), ("enum", "$.state")],
    )
    expect(old, copies[0])
    assert (old, new) == copies, explain("schemas that are as before", f"{old} and {new}")


@pytest.mark.task(
    "contract",
    spec=(
        'An endpoint of old that new lacks: `("removed", "POST /orders")`, and nothing else about it.',
        "A status in new's `responses` that old's lacks is unknown to consumers",
        "the responses with a status that both have, are compared by the rules above",
    ),
)
def test_compares_apis(student):
    """Endpoints, status codes, requests and responses are compared, and the place is named."""
    small, large = obj(id="string"), obj("total", id="string", total="number")
    old = {
        "POST /orders": {"request": small, "responses": {"201": large, "409": {}, "422": large}},
        "GET /orders/{id}": {"responses": {"200": large}},
        "DELETE /orders/{id}": {"request": small, "responses": {"204": {}}},
        "PUT /orders/{id}": {"request": large},
    }
    new = {
        "POST /orders": {"request": large, "responses": {"201": small, "402": {}, "422": small, "200": small}},
        "GET /orders/{id}": {"request": small, "responses": {"200": obj(id="string", total="number"), "404": {}}},
        "PUT /orders/{id}": {"responses": {"200": {}}},
        "GET /v2/orders": {"responses": {"200": small}},
    }
    wanted = [
        ("removed", "DELETE /orders/{id}"),
        ("required", "POST /orders request $.total"),
        ("removed", "POST /orders 201 $.total"),
        ("removed", "POST /orders 422 $.total"),
        ("status", "POST /orders 402"),
        ("status", "POST /orders 200"),
        ("type", "GET /orders/{id} request $"),
        ("optional", "GET /orders/{id} 200 $.total"),
        ("status", "GET /orders/{id} 404"),
        ("removed", "PUT /orders/{id} request $.id"),
        ("removed", "PUT /orders/{id} request $.total"),
        ("status", "PUT /orders/{id} 200"),
    ]
    copies = copy.deepcopy((old, new))
    found = sorted(tuple(pair) for pair in student.contract_breaks(old, new))
    missed, invented = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
    assert found == sorted(wanted), explain(
        f"{len(wanted)} breaks, each once", f"{len(found)}; missing: {missed}; not expected: {invented}"
    )
    assert (old, new) == copies, explain("contracts that are as before", f"{old} and {new}")
    same = student.contract_breaks(old, copy.deepcopy(old))
    assert list(same) == [], explain("no break between equal contracts", f"{same}")
