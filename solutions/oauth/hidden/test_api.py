"""Task api: a request with a token, and what a 401 leads to."""

from functools import partial

import httpx
import pytest

from grader.suite import StudentError, explain, hang, refuse, reset, status

from . import lesson
from .support import AUTH, ORDERS, SHOP, outcome, tokens_of_test

RETRY = "test_a_refused_token_is_replaced"
RETIRED = httpx.Response(401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})


@pytest.fixture
def service(student, auth, orders):
    """Tokens of the client `reports`, which the resource server trusts."""
    orders.trust(auth.issuer, lambda: auth.jwks)
    return student.ServiceTokens(token_endpoint=f"{AUTH}/token", client_id="reports", client_secret="reports secret")


@pytest.fixture
def api(student, service):
    return student.ApiClient(service, ORDERS)


def bearer(exchange):
    """The token of a request."""
    scheme, _, token = exchange.request.headers.get("Authorization", "").partition(" ")
    assert scheme == "Bearer" and token, explain("the field Authorization: Bearer <token>", f"the scheme is {scheme!r}")
    return token


def fields_of(request):
    """The header fields of a request without its token."""
    return sorted(field for field in request.headers.multi_items() if field[0] != "authorization")


def is_status(answer, wanted, what):
    """See that an answer came back, with this status."""
    found = answer if isinstance(answer, str) else answer.status_code
    assert found == wanted, explain(f"status {wanted} for {what}", f"what came of it is {found}")


def counts(network, calls, fetches, what):
    """See how many requests were sent to the API, and for tokens."""
    found = (len(network.requests("orders.test")), len(network.requests("auth.test", "POST")))
    assert found == (calls, fetches), explain(
        f"{calls} requests to the API and {fetches} for tokens", f"there were {found[0]} and {found[1]}", tried=what
    )


def change_keys(auth):
    """The auth server signs with a new key, and what it signed before is not to be believed any more."""
    old = auth.kid()
    auth.rotate()
    auth.retire(old)


@pytest.mark.task("api", spec=(lesson.BEARER, lesson.TOKEN))
def test_the_token_opens_the_door(network, api):
    """A request has the token in its Authorization field and nowhere else, and one token serves for several."""
    for path in ("/orders", "/orders/o-2", "/orders"):
        is_status(outcome(partial(api.request, "GET", path)), 200, f"GET {path}")
    sent = network.requests("orders.test")
    tokens = {bearer(exchange) for exchange in sent}
    paths = [str(exchange.request.url) for exchange in sent]
    assert paths == [f"{ORDERS}{path}" for path in ("/orders", "/orders/o-2", "/orders")], explain(
        "requests for /orders, /orders/o-2 and /orders, and nothing more in the URL", f"they were for {paths}"
    )
    assert len(tokens) == 1, explain("one token for all three", f"there were {len(tokens)}")
    counts(network, 3, 1, "three requests")


@pytest.mark.task("api", spec=lesson.ARRIVES)
def test_everything_arrives(student, network, service):
    """Method, path below the base URL, and each option arrive, and the answer comes back as it is."""
    network.serve("stock.test", lambda request: httpx.Response(207, json={"seen": 1}, headers={"X-Mark": "7"}))
    api = student.ApiClient(service, "https://stock.test:8443/v1")
    cases = (
        ("PUT", "/a", {"json": {"n": [1]}}, b'{"n":[1]}', ""),
        ("POST", "/b", {"data": {"m": "2"}}, b"m=2", ""),
        ("PATCH", "/c/d", {"content": b"\x00raw"}, b"\x00raw", ""),
        ("DELETE", "/e%20f", {"params": {"q": "x y"}}, b"", "q=x+y"),
        ("GET", "/g?h=1", {"headers": {"X-Trace": "t-1", "Accept": "text/csv"}}, b"", "h=1"),
        ("PURGE", "/", {}, b"", ""),
        ("GET", "/i", {"headers": [("X-Tag", "b"), ("X-Other", "c"), ("X-Tag", "a")]}, b"", ""),
        ("GET", "/j", {"params": [("q", "2"), ("q", "1"), ("r", "3")]}, b"", "q=2&q=1&r=3"),
        ("POST", "/k", {"data": {"m": ["2", "1"]}}, b"m=2&m=1", ""),
    )
    for method, path, options, body, query in cases:
        answer = outcome(partial(api.request, method, path, **options))
        is_status(answer, 207, f"{method} {path}")
        told = (answer.json(), answer.headers.get("X-Mark"))
        assert told == ({"seen": 1}, "7"), explain("the answer as the server gave it", f"it is {told}")
        request = network.requests("stock.test")[-1].request
        bearer(network.requests("stock.test")[-1])
        found = (request.method, request.url.raw_path.decode().partition("?")[0], request.content)
        wanted = (method, f"/v1{path.partition('?')[0]}", body)
        assert found == wanted, explain(f"{wanted} to arrive", f"it was {found}")
        told = request.url.query.decode().replace("%20", "+")
        assert (told, request.url.port) == (query, 8443), explain(f"the query {query!r}", f"it is {told!r}")
        given = httpx.Headers(options.get("headers"))
        marks = {name: request.headers.get_list(name) for name in given}
        wanted = {name: given.get_list(name) for name in given}
        assert marks == wanted, explain(f"the caller's header fields, {wanted}", f"they are {marks}")


@pytest.mark.task("api", spec=lesson.SECOND_TRY)
def test_a_refused_token_is_replaced(network, auth, api):
    """After a 401 the same request is sent once more with a new token, and the caller sees only its answer."""
    is_status(outcome(partial(api.request, "GET", "/orders")), 200, "a first request")
    for number in (1, 2):
        change_keys(auth)
        is_status(outcome(partial(api.request, "GET", "/orders")), 200, "a request after the keys were changed")
        counts(network, 1 + 2 * number, 1 + number, f"change of keys {number}")
    tokens = [bearer(exchange) for exchange in network.requests("orders.test")]
    assert len(set(tokens)) == 3 and tokens[1] == tokens[0] != tokens[2], explain(
        "the old token, then a new one", f"there were {len(set(tokens))} different ones in five requests"
    )


@pytest.mark.task("api", spec=lesson.THE_SAME)
def test_the_second_try_is_the_same_request(network, api):
    """Method, path, body, query and header fields of the second try are those of the first."""
    cases = (
        ("POST", "/orders", {"json": {"item": "gloves"}, "params": {"a": "1"}, "headers": {"X-Trace": "t-7"}}),
        ("PUT", "/orders/o-1", {"data": {"n": "2"}, "headers": [("X-Tag", "b"), ("X-Tag", "a")]}),
        ("DELETE", "/orders/o-1", {"content": b"raw"}),
    )
    for method, path, options in cases:
        before = len(network.requests("orders.test"))
        network.script("orders.test", status(401, headers={"Set-Cookie": "basket=7; Path=/"}), status(202))
        is_status(outcome(partial(api.request, method, path, **options)), 202, f"{method} {path} at the second try")
        sent = [exchange.request for exchange in network.requests("orders.test")[before:]]
        first, second = [(each.method, str(each.url), each.content, fields_of(each)) for each in sent]
        assert first == second, explain(f"the same request twice, {first}", f"the second one was {second}")


@pytest.mark.task("api", spec=lesson.NO_THIRD)
def test_there_is_no_third_try(network, orders, auth, api):
    """When the new token is refused as well, that answer is returned."""
    orders.trust("https://another.test", lambda: auth.jwks)
    for number in (1, 2):
        answer = outcome(partial(api.request, "GET", "/orders"))
        is_status(answer, 401, "a request whose tokens are all refused")
        said = answer.headers.get("WWW-Authenticate", "")
        assert "invalid_token" in said, explain("the server's own answer", f"WWW-Authenticate is {said!r}")
        calls = len(network.requests("orders.test"))
        assert calls == 2 * number, explain(
            f"{2 * number} requests after {number} calls",
            f"there were {calls}",
            "a loop of refused requests is an attack",
        )


@pytest.mark.task("api", needs=RETRY, spec=lesson.ONE_FOR_ALL)
def test_refused_at_once_replaced_once(student, network, auth, service, api):
    """When several requests at once are refused with the same token, soon or late, one new token is fetched for all."""
    is_status(outcome(partial(api.request, "GET", "/orders")), 200, "a first request")
    network.latency("auth.test", 0.2)
    network.latency("orders.test", 0.1)
    for number in (1, 2):
        change_keys(auth)
        answers = student.together(*[partial(api.request, "GET", "/orders")] * 6)
        codes = [str(each) if isinstance(each, StudentError) else each.status_code for each in answers]
        assert codes == [200] * 6, explain("200 for all six", f"{codes}")
        counts(network, 1 + 12 * number, 1 + number, "six requests at once after the keys were changed")
    old = network.requests("orders.test")[-1].request.headers["Authorization"]
    network.serve("slow.test", lambda request: httpx.Response(401 if request.headers["Authorization"] == old else 200))
    network.latency("slow.test", 2)
    slow = student.ApiClient(service, "https://slow.test")
    change_keys(auth)
    answers = student.together(*[partial(each.request, "GET", "/orders") for each in (slow, api, slow)])
    codes = [str(each) if isinstance(each, StudentError) else each.status_code for each in answers]
    assert codes == [200] * 3, explain("200 for a quick request and two slow ones", f"{codes}")
    counts(network, 27, 4, "a slow server that refuses the old token when a quick one has done so already")


@pytest.mark.task("api", spec=lesson.OTHER_ANSWER)
def test_other_answers_are_returned_at_once(network, api):
    """Whatever the status but 401, the answer is returned after one request, and redirects are not followed."""
    codes = (200, 201, 204, 301, 302, 303, 307, 308, 400, 402, 403, 404, 407, 409, 429, 500, 502, 503, 504)
    for number, code in enumerate(codes, 1):
        fields = {"Location": "https://evil.test/", "WWW-Authenticate": 'Bearer error="insufficient_scope"'}
        network.script("orders.test", status(code, headers=fields))
        is_status(outcome(partial(api.request, "GET", "/orders")), code, f"an answer of {code}")
        counts(network, number, 1, f"an answer of {code}")
    strays = network.requests("evil.test")
    assert not strays, explain("no request to another server", f"there were {len(strays)}")


@pytest.mark.task("api", spec=(lesson.ONE_SLASH, lesson.NOT_SENT))
def test_the_token_is_for_this_server(student, network, clock, api):
    """A path that does not begin with one slash is a ValueError, and nothing is sent, not even for a token."""
    is_status(outcome(partial(api.request, "GET", "/orders")), 200, "the path /orders")
    clock.advance(400)
    paths = ("orders", "", "//evil.test/", "//", "https://evil.test/", "https://orders.test/orders", "@evil.test/")
    for path in (*paths, ".evil.test/", ":8443/", "?a=/", " /orders"):
        why = "a token that goes to another server belongs to that server from then on"
        with student.raises("ValueError", why=why, tried=f"the path {path!r}"):
            api.request("GET", path)
    counts(network, 1, 1, "paths that are refused")


@pytest.mark.task("api", spec=(lesson.PATIENCE, lesson.AS_THEY_ARE))
def test_failures_reach_the_caller(student, network, clock, api):
    """What fails on the way is not repeated; the caller gets the exception of httpx, or that of the tokens."""
    is_status(outcome(partial(api.request, "GET", "/orders")), 200, "a request, before others fail")
    clock.advance(400)
    network.down("auth.test")
    with student.raises("AuthServerUnavailable"):
        api.request("GET", "/orders")
    network.up("auth.test")
    counts(network, 1, 2, "a request without a token")
    failures = (("ReadTimeout", hang()), ("ConnectError", refuse()), ("ReadError", reset()))
    for number, (name, fault) in enumerate(failures, 2):
        network.script("orders.test", fault)
        before = clock.elapsed
        with student.raises(name):
            api.request("POST", "/orders", json={"item": "pen"})
        took = clock.elapsed - before
        assert took < 5.5, explain("an end after 5 seconds", f"it took {took:g} seconds")
        assert name != "ReadTimeout" or took > 4.5, explain("5 seconds of patience", f"it was {took:g} seconds")
        counts(network, number, 3, name)
    network.script("orders.test", status(401))
    network.down("auth.test")
    with student.raises("AuthServerUnavailable", tried="no new token after a 401"):
        api.request("GET", "/orders")
    counts(network, 5, 4, "no new token after a 401")


@pytest.mark.task("api", spec=(lesson.TOKEN, lesson.SAVED))
def test_calls_in_the_name_of_a_user(student, network, auth, clock, service):
    """With a user's tokens a request shows that user's orders; a refused token is refreshed, and the new ones saved."""
    tokens, saved = tokens_of_test(network, auth, "john"), []
    kept = {name: tokens[name] for name in ("access_token", "refresh_token", "scope")}
    kept |= {"expires_at": clock.time() + tokens["expires_in"], "sub": "u-1002"}
    user = student.UserTokens(student.LoginClient(**SHOP), kept, save=saved.append)
    api = student.ApiClient(user, ORDERS)
    for fetches in (0, 1):
        answer = outcome(partial(api.request, "GET", "/orders"))
        is_status(answer, 200, "john's orders")
        items = [order["item"] for order in answer.json()["orders"]]
        assert items == ["umbrella"], explain("john's umbrella", f"{items}")
        counts(network, 1 + 2 * fetches, fetches, "john's orders")
        change_keys(auth)
    assert len(saved) == 1, explain("the new tokens to be saved once", f"there were {len(saved)} saves")
