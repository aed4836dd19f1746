"""Task ``versions``: two versions of an API on one set of orders."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from grader.suite import explain

from .support import expect_equal

TOTALS = (1999, 0, 1, 29, 115, 435, 1001, 7, 100, 123456789, 57, 1990)
HEADERS = ("deprecation", "sunset", "link")
ON_TIME = "whoever has not moved yet must be able to see that the end is coming, above all in an error"


@pytest.fixture
def api(student):
    """A client of an app with the settings of the skeleton."""
    return student.app(student.create_app())


def v1(customer, cents):
    """An order as v1 takes it."""
    return {"customer": customer, "total": cents / 100}


def v2(customer, cents):
    """An order as v2 takes it."""
    return {"customer": {"name": customer}, "total_cents": cents}


FORMS = {"v1": v1, "v2": v2}


def told(answer) -> dict:
    """The three headers of an answer, as far as they are there."""
    return {name: answer.headers[name] for name in HEADERS if name in answer.headers}


@pytest.mark.task(
    "versions",
    spec=("These fields and no others.", "`Location` is the path of the order in the version that was asked"),
)
def test_each_version_keeps_its_form(api):
    """Each version answers with its own fields and no others, when an order is made and when it is read."""
    for version, form in FORMS.items():
        ids = []
        for customer, cents in (("jane", 1999), ("joe", 500), ("jane", 1999)):
            made = api.post(f"/{version}/orders", json=form(customer, cents))
            expect_equal(made.status_code, 201, of=f"status of POST /{version}/orders")
            order = made.json()
            ids.append(order.get("id"))
            expect_equal(order, {"id": ids[-1], **form(customer, cents)}, of=f"an order of {version} that is made")
            expect_equal(made.headers.get("location"), f"/{version}/orders/{ids[-1]}", of="its Location")
            read = api.get(f"/{version}/orders/{ids[-1]}")
            expect_equal((read.status_code, read.json()), (200, order), of=f"the same order of {version}, read")
        sound = len(set(ids)) == 3 and all(isinstance(each, str) for each in ids)
        assert sound, explain("three ids, strings that differ", f"{ids}")


@pytest.mark.task(
    "versions",
    spec=(
        "an order made in either version can be read in both, under the same id (a string), to the cent.",
        "Two objects share nothing but what they were given.",
    ),
)
def test_both_versions_show_the_same_orders(api, student):
    """An order of one version is read in the other under its id and to the cent, and in no other app."""
    for cents in TOTALS:
        for version, other in (("v1", "v2"), ("v2", "v1")):
            name = f"customer {cents}"
            made = api.post(f"/{version}/orders", json=FORMS[version](name, cents)).json()
            read = api.get(f"/{other}/orders/{made.get('id')}")
            wanted = {"id": made.get("id"), **FORMS[other](name, cents)}
            expect_equal((read.status_code, read.json()), (200, wanted), of=f"an order of {version}, read in {other}")
    first, second = (student.app(student.create_app()) for _ in range(2))
    place = first.post("/v2/orders", json=v2("jane", 5)).headers.get("location", "")
    expect_equal(first.get(place).status_code, 200, of="status of an order in its app")
    expect_equal(second.get(place).status_code, 404, of="status of the same path in another app")


@pytest.mark.task(
    "versions",
    spec=(
        "An unknown order is 404, a body of another form",
        'Types count as JSON has them: `"1999"` and `true` are no numbers.',
    ),
)
def test_refuses_what_is_no_order_of_its_version(api):
    """A body of another form is 422, the other version's among them, and an unknown order is 404."""
    for total in (0, 20):
        expect_equal(
            api.post("/v1/orders", json={"customer": "j", "total": total}).status_code, 201, of="a whole total"
        )
    bad = {
        "v1": [v2("jane", 1), {"customer": "jane"}, {"total": 1}, v1("", 1), v1(None, 1), v1(7, 1), v1("jane", -1)],
        "v2": [v1("jane", 1), {"customer": {"name": "j"}}, {"total_cents": 1}, v2("", 1), v2(None, 1), v2(7, 1)],
    }
    bad["v1"] += [{"customer": "jane", "total": total} for total in ("much", None, "19.99", True)]
    bad["v2"] += [
        v2("jane", -1),
        v2("jane", 19.5),
        *(v2("jane", cents) for cents in (None, "much", "1999", True)),
        {"customer": {}, "total_cents": 1},
    ]
    for version, bodies in bad.items():
        for body in bodies:
            found = api.post(f"/{version}/orders", json=body).status_code
            expect_equal(found, 422, of=f"status of POST /{version}/orders with {body}")
        expect_equal(
            api.get(f"/{version}/orders/no-such").status_code, 404, of=f"status of an unknown order in {version}"
        )


@pytest.mark.task(
    "versions",
    spec=(
        "**Every** answer under `/v1/`, errors and unknown paths included, has three headers",
        "with the path that was asked for and `v2` in the place of `v1`.",
    ),
)
def test_every_answer_of_v1_says_that_it_will_end(api):
    """Deprecation, Sunset and Link are in every answer under /v1/, an error as well as a success."""
    made = api.post("/v1/orders", json=v1("jane", 5))
    place = made.headers.get("location", "/v1/orders/1")
    when = {"deprecation": "@1767225600", "sunset": "Wed, 01 Jul 2026 00:00:00 GMT"}
    for words, answer, path in (
        ("an order that is made", made, "/v2/orders"),
        ("an order that is read", api.get(place), place.replace("/v1/", "/v2/")),
        ("404, unknown order", api.get("/v1/orders/no-such"), "/v2/orders/no-such"),
        ("404, an id with a space", api.get("/v1/orders/no%20such"), "/v2/orders/no%20such"),
        ("404, an id that is not ASCII", api.get("/v1/orders/%E5%AF%86"), "/v2/orders/%E5%AF%86"),
        ("404, unknown path", api.get("/v1/nothing/here"), "/v2/nothing/here"),
        ("405", api.delete("/v1/orders"), "/v2/orders"),
        ("422", api.post("/v1/orders", json={}), "/v2/orders"),
        ("422, no JSON", api.post("/v1/orders", content=b"{"), "/v2/orders"),
    ):
        expect_equal(
            told(answer),
            {**when, "link": f'<{path}>; rel="successor-version"'},
            of=f"headers of {answer.status_code} for {words}",
            why=ON_TIME,
        )


@pytest.mark.task(
    "versions",
    spec=(
        "the moment of deprecation in seconds since 1970 (RFC 9745)",
        "the arguments are aware datetimes in any time zone, on whole seconds.",
    ),
)
def test_tells_the_times_it_was_given(student):
    """The headers tell the moments of the arguments, in GMT and in seconds, whatever time zone they came in."""
    berlin, new_york = timezone(timedelta(hours=2)), timezone(timedelta(hours=-5))
    for deprecated, sunset, wanted in (
        (
            datetime(2025, 6, 1, 1, 30, tzinfo=berlin),
            datetime(2026, 8, 9, 0, 0, 7, tzinfo=berlin),
            ("@1748734200", "Sat, 08 Aug 2026 22:00:07 GMT"),
        ),
        (
            datetime(2026, 3, 1, 20, 0, 1, tzinfo=new_york),
            datetime(2027, 12, 31, 22, 0, tzinfo=new_york),
            ("@1772413201", "Sat, 01 Jan 2028 03:00:00 GMT"),
        ),
        (
            datetime(2025, 1, 1, tzinfo=UTC),
            datetime(2026, 2, 3, tzinfo=UTC),
            ("@1735689600", "Tue, 03 Feb 2026 00:00:00 GMT"),
        ),
    ):
        api = student.app(student.create_app(deprecated=deprecated, sunset=sunset))
        found = told(api.get("/v1/orders/no-such"))
        expect_equal((found.get("deprecation"), found.get("sunset")), wanted, of=f"{deprecated} and {sunset}")


@pytest.mark.task("versions", spec="Answers under `/v2/` have none of them.")
def test_v2_says_nothing_of_an_end(api):
    """Answers under /v2/ have none of the three headers, before the end of v1 and after it."""
    place = api.post("/v2/orders", json=v2("jane", 5)).headers.get("location", "/v2/orders/1")
    answers = {
        "201": api.post("/v2/orders", json=v2("joe", 5)),
        "200": api.get(place),
        "404": api.get("/v2/orders/no-such"),
        "422": api.post("/v2/orders", json={}),
        "405": api.delete("/v2/orders"),
    }
    for words, answer in answers.items():
        expect_equal((str(answer.status_code), told(answer)), (words, {}), of="status and headers of an answer of v2")


@pytest.mark.task(
    "versions",
    spec=(
        (
            "**From** the moment of sunset on, every request under `/v1/` is answered with 410 (Gone), and "
            "nothing is done. v2 goes on."
        ),
        "They are the same before and after the two moments.",
    ),
)
def test_v1_ends_at_its_sunset(student, clock):
    """A second before its sunset v1 works; from then on all of it is 410 and does nothing, while v2 goes on."""
    for zone in (UTC, timezone(timedelta(hours=3))):
        sunset = clock.now().replace(microsecond=0).astimezone(zone) + timedelta(days=3)
        api = student.app(student.create_app(sunset=sunset))
        clock.advance((sunset - clock.now()).total_seconds() - 1)
        place = api.post("/v1/orders", json=v1("jane", 5)).headers.get("location", "")
        expect_equal(api.get(place).status_code, 200, of="status of an order a second before the sunset")
        before = told(api.get(place))
        for seconds in (1, 86400):
            clock.advance(seconds)
            for answer in (
                api.get(place),
                api.post("/v1/orders", json=v1("joe", 5)),
                api.post("/v1/orders", json={}),
                api.get("/v1/nothing"),
                api.delete("/v1/orders"),
            ):
                found = answer.status_code, sorted(told(answer))
                expect_equal(found, (410, sorted(HEADERS)), of="status and headers from the sunset on")
            expect_equal(told(api.get(place)), before, of="headers from the sunset on, as they were before it")
    api = student.app(student.create_app())
    old = api.post("/v1/orders", json=v1("jane", 1999)).json().get("id")
    clock.advance((datetime(2026, 7, 1, tzinfo=UTC) - clock.now()).total_seconds())
    expect_equal(api.post("/v1/orders", json=v1("joe", 5)).status_code, 410, of="status of v1 on 1 July 2026")
    read = api.get(f"/v2/orders/{old}")
    expect_equal((read.status_code, read.json()), (200, {"id": old, **v2("jane", 1999)}), of="v1's order, read in v2")
    made = api.post("/v2/orders", json=v2("joe", 7))
    expect_equal((made.status_code, told(made)), (201, {}), of="status and headers of a new order in v2")
