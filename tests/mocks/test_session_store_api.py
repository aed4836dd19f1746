"""The session store over HTTP, held to the page of Upstash's REST API and its examples."""

import pytest
from store_bench import StoreBench, told


@pytest.fixture
def bench():
    return StoreBench()


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_takes_a_command_as_the_path(bench, method):
    """The first example of the page: /set/foo/bar is SET foo bar."""
    answer = bench.send(method, "/set/foo/bar")
    assert (200, {"result": "OK"}) == (answer.status_code, answer.json())
    assert {"result": "bar"} == bench.send("GET", "/get/foo").json()


def test_takes_options_in_the_path(bench):
    """/set/foo/bar/EX/100 is SET foo bar EX 100."""
    bench.send("GET", "/set/foo/bar/EX/100")
    assert 100 == bench.run("TTL", "foo")


def test_takes_a_body_as_the_last_argument_and_the_query_behind_it(bench):
    """POST /set/foo?EX=100 with a body; a name alone is an option without a value."""
    bench.send("POST", "/set/foo?EX=100", b'{"a": 1}')
    assert ('{"a": 1}', 100) == (bench.run("GET", "foo"), bench.run("TTL", "foo"))
    assert {"result": None} == bench.send("POST", "/set/foo?NX", b"x").json()


def test_decodes_each_part_of_the_path_by_itself(bench):
    """A slash in a key is written %2F."""
    bench.send("GET", "/set/user%2Fjane/a%20b")
    assert "a b" == bench.run("GET", "user/jane")


def test_takes_numbers_in_an_array_and_any_content_type(bench):
    """As curl -d sends it."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert "OK" == told(bench.send("POST", "/", b'["set", "a", 7, "EX", 60]', form))
    assert ("7", 60) == (bench.run("GET", "a"), bench.run("TTL", "a"))


def test_runs_a_pipeline_to_its_end(bench):
    """Each command has its own answer, the failed one too, and the status is 200."""
    commands = [["SET", "key1", "valuex"], ["SET", "key2", "x", "EX", "no"], ["GET", "key1"]]
    errors = {"error": "ERR value is not an integer or out of range"}
    assert [{"result": "OK"}, errors, {"result": "valuex"}] == bench.several("/pipeline", *commands)


def test_runs_a_transaction_as_a_whole_or_not_at_all(bench):
    """A command that can't be queued discards all of them."""
    good = [["SET", "a", "1"], ["EXPIRE", "a", "10"]]
    assert [{"result": "OK"}, {"result": 1}] == bench.several("/multi-exec", *good)
    bad = bench.several("/multi-exec", ["SET", "a", "2"], ["GET"])
    assert bad["error"].startswith("EXECABORT Transaction discarded")
    assert "1" == bench.run("GET", "a")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        *[("/", body) for body in (b"", b"{", b"[]", b"{}", b'"GET"', b"[[]]", b'["GET", null]', b'["GET", true]')],
        *[("/", b'["GET", {"a": 1}]'), ("/", b"[" * 100_000), ("/", b"\xff")],
        *[(path, body) for path in ("/pipeline", "/multi-exec") for body in (b"[]", b"{}", b'["GET", "a"]', b"[[]]")],
    ],
)
def test_refuses_what_is_no_command(bench, path, body):
    """400 with an error, whatever was sent."""
    answer = bench.send("POST", path, body)
    assert (400, ["error"]) == (answer.status_code, list(answer.json()))


def test_refuses_other_methods(bench):
    """GET, HEAD, POST and PUT are the methods of the page."""
    assert (405, 200) == (
        bench.send("DELETE", "/get/a").status_code,
        bench.send("HEAD", "/get/a").status_code,
    )


def test_asks_for_the_token_if_it_has_one():
    """401 without it or with another; in the field Authorization or as _token it is fine."""
    bench = StoreBench(token="t-1")
    assert "401 WRONGPASS invalid or missing auth token" == told(bench.send("GET", "/get/a"))
    ways = [bench.send("GET", "/get/a", headers={"Authorization": f"Bearer {token}"}) for token in ("t-1", "t-2", "")]
    ways += [bench.send("GET", f"/set/a/b?_token={token}") for token in ("t-1", "t-2")]
    assert [200, 401, 401, 200, 401] == [answer.status_code for answer in ways]


def test_remembers_what_it_was_asked(bench):
    """Every command over HTTP, those in a pipeline too; what a test does by itself is not among them."""
    bench.run("GET", "a")
    bench.several("/pipeline", ["SET", "a", "1"], ["NOPE"])
    bench.store.execute("DEL", "a")
    assert [("GET", "a"), ("SET", "a", "1"), ("NOPE",)] == bench.store.commands
