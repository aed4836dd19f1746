"""Two tests of sessions."""

import itertools

import httpx
import pytest

from grader.suite import explain

SHOP = "https://shop.test"  # a cookie marked Secure travels by https only, in a test as in a browser


@pytest.fixture
def store(network, clock):
    """The shared session store: GET and PUT with a time to live."""
    kept = {}

    def answer(request):
        if request.method == "PUT":
            kept[request.url.path] = (clock.time() + float(request.url.params["ttl"]), request.content)
            return httpx.Response(204)
        until, state = kept.get(request.url.path, (0.0, b""))
        return httpx.Response(200, content=state) if clock.time() < until else httpx.Response(404)

    network.serve("store.test", answer)


@pytest.mark.task("share")
def test_any_instance_knows_the_session(student, network, store):
    """Behind a load balancer, each instance knows who has logged in at another."""
    turns = itertools.cycle([student.app("app"), student.another().app("app")])
    network.serve("shop.test", lambda request: next(turns).send(request))
    browser = network.browser()
    browser.post(f"{SHOP}/login", json={"user": "jane"})
    codes = [browser.get(f"{SHOP}/me").status_code for _ in range(4)]
    assert codes == [200] * 4, explain(
        expected="four times 200, whichever answers", happened=f"{codes}", why="every second click would log them out"
    )


@pytest.mark.task("expire")
def test_ends_when_nobody_uses_it(student, store, clock):
    """A session lives on while it is used, and ends after half an hour in which it is not."""
    app, codes = student.app("app", base_url=SHOP), []
    app.post("/login", json={"user": "jane"})
    for seconds in (1790, 1790, 1810):
        clock.advance(seconds)
        codes.append(app.get("/me").status_code)
    assert codes == [200, 200, 401], explain(
        expected="200, 200 after two pauses of 1790 s, 401 after one of 1810 s", happened=f"{codes}"
    )
