"""The session store's commands: sessions after the examples in Redis's documentation, and the words of its errors."""

import pytest
from store_bench import StoreBench

WRONG_TYPE = "400 WRONGTYPE Operation against a key holding the wrong kind of value"
SYNTAX = "400 ERR syntax error"
NO_INTEGER = "400 ERR value is not an integer or out of range"

# After the examples on the commands' pages under https://redis.io/docs/latest/commands/, not word for word.
SESSIONS = {
    "get": [("GET nonexisting", None), ("SET mykey Hello", "OK"), ("GET mykey", "Hello")],
    "set": [("SET mykey Hello", "OK"), ("SET anotherkey expires EX 60", "OK"), ("TTL anotherkey", 60)],
    "getex": [("SET mykey Hello", "OK"), ("GETEX mykey", "Hello"), ("TTL mykey", -1), ("GETEX mykey EX 60", "Hello")],
    "getdel": [("SET mykey Hello", "OK"), ("GETDEL mykey", "Hello"), ("GET mykey", None)],
    "del": [("SET key1 Hello", "OK"), ("SET key2 World", "OK"), ("DEL key1 key2 key3", 2)],
    "exists": [("SET key1 Hello", "OK"), ("EXISTS key1", 1), ("EXISTS nosuchkey", 0), ("EXISTS key1 key1 no", 2)],
    "expire": [
        *[("SET mykey Hello", "OK"), ("EXPIRE mykey 10", 1), ("TTL mykey", 10), ("SET mykey Hi", "OK")],
        *[
            ("TTL mykey", -1),
            ("EXPIRE mykey 10 XX", 0),
            ("TTL mykey", -1),
            ("EXPIRE mykey 10 NX", 1),
            ("TTL mykey", 10),
        ],
    ],
    "ttl": [("SET mykey Hello", "OK"), ("EXPIRE mykey 10", 1), ("TTL mykey", 10), ("TTL none", -2)],
    "pexpire": [("SET mykey Hello", "OK"), ("PEXPIRE mykey 1500", 1), ("TTL mykey", 2), ("PTTL mykey", 1500)],
    "persist": [("SET mykey Hello EX 10", "OK"), ("PERSIST mykey", 1), ("TTL mykey", -1), ("PERSIST mykey", 0)],
    "sadd": [("SADD myset Hello", 1), ("SADD myset World", 1), ("SADD myset World", 0), ("SCARD myset", 2)],
    "srem": [("SADD s one two three", 3), ("SREM s one", 1), ("SREM s four", 0), ("SMEMBERS s", ["three", "two"])],
    "sismember": [("SADD myset one", 1), ("SISMEMBER myset one", 1), ("SISMEMBER myset two", 0)],
}


@pytest.fixture
def bench():
    return StoreBench()


@pytest.mark.parametrize("session", SESSIONS.values(), ids=SESSIONS)
def test_answers_as_the_documentation_of_redis_does(bench, session):
    """One session a command."""
    assert [wanted for _, wanted in session] == [bench.run(*command.split()) for command, _ in session]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("GET", "400 ERR wrong number of arguments for 'get' command"),
        ("get a b", "400 ERR wrong number of arguments for 'get' command"),
        ("FLUSHALL", "400 ERR unknown command 'FLUSHALL', with args beginning with: "),
        ("KEYS *", "400 ERR unknown command 'KEYS', with args beginning with: '*' "),
        ("SET a", "400 ERR wrong number of arguments for 'set' command"),
        ("SET a b EX", NO_INTEGER),
        ("SET a b EX 1.5", NO_INTEGER),
        ("SET a b EX ten", NO_INTEGER),
        ("SET a b EX 0", "400 ERR invalid expire time in 'set' command"),
        ("SET a b EX -1", "400 ERR invalid expire time in 'set' command"),
        ("SET a b EX 9223372036854775807", "400 ERR invalid expire time in 'set' command"),
        ("SET a b NX XX", SYNTAX),
        ("SET a b EX 5 KEEPTTL", SYNTAX),
        ("SET a b EX 5 PX 5", SYNTAX),
        ("SET a b SOON", SYNTAX),
        ("GETEX text EX 0", "400 ERR invalid expire time in 'getex' command"),
        ("GETEX text EX 5 PERSIST", SYNTAX),
        ("EXPIRE text soon", NO_INTEGER),
        ("EXPIRE text 5 NX GT", "400 ERR NX and XX, GT or LT options at the same time are not compatible"),
        ("EXPIRE text 5 GT LT", "400 ERR GT and LT options at the same time are not compatible"),
        ("EXPIRE text 5 ZZ", "400 ERR Unsupported option ZZ"),
        *[(f"{command} set", WRONG_TYPE) for command in ("GET", "GETEX", "GETDEL")],
        *[(f"{command} text", WRONG_TYPE) for command in ("SMEMBERS", "SCARD")],
        *[(f"{command} text m", WRONG_TYPE) for command in ("SADD", "SREM", "SISMEMBER")],
        ("SET set x GET", WRONG_TYPE),
    ],
)
def test_refuses_in_the_words_of_redis(bench, command, answer):
    """A refused command says why, and changes nothing."""
    bench.run("SET", "text", "t")
    bench.run("SADD", "set", "m")
    before = bench.store.texts()
    assert answer == bench.run(*command.split())
    assert before == bench.store.texts()


@pytest.mark.parametrize(("unit", "moments"), [("EX", (9999, 10001)), ("PX", (9, 11))])
def test_forgets_a_key_when_its_time_is_over(bench, unit, moments):
    """A key is there up to its last millisecond, and not after it."""
    bench.run("SET", "a", "b", unit, "10")
    start = bench.clock.now
    found = []
    for milliseconds in moments:
        bench.clock.now = start + milliseconds / 1000
        found.append((bench.run("GET", "a"), bench.store.keys()))
    assert [("b", ["a"]), (None, [])] == found


def test_set_takes_the_time_to_live_away_unless_told_to_keep_it(bench):
    """KEEPTTL is what a plain SET does not do."""
    for options, left in (["KEEPTTL"], 60), ([], -1):
        bench.run("SET", "a", "b", "EX", "60")
        bench.run("SET", "a", "c", *options)
        assert left == bench.run("TTL", "a")


def test_sets_only_where_there_is_something_or_nothing(bench):
    """NX and XX; with GET the result is what was there before."""
    commands = [*["SET a 1 XX", "SET a 2 NX", "SET a 3 NX", "SET a 4 XX"], *["SET a 5 NX GET", "GET a", "SET b 1 GET"]]
    assert [None, "OK", None, "OK", "4", "4", None] == [bench.run(*command.split()) for command in commands]


def test_expire_in_the_past_deletes(bench):
    """As in Redis, at once, and the answer is 1."""
    for seconds in ("0", "-5"):
        bench.run("SET", "a", "b")
        assert (1, []) == (bench.run("EXPIRE", "a", seconds), bench.store.keys())


def test_expire_compares_with_the_end_that_is_there(bench):
    """GT extends only, LT shortens only, and a key without an end counts as endless."""
    bench.run("SET", "a", "b")
    commands = ["EXPIRE a 5 GT", "EXPIRE a 50 LT", "EXPIRE a 60 LT", "EXPIRE a 40 GT", "EXPIRE a 60 GT", "TTL a"]
    assert [0, 1, 0, 0, 1, 60] == [bench.run(*command.split()) for command in commands]


def test_a_set_ends_with_its_last_member(bench):
    """An empty set is no key, and takes its time to live with it."""
    bench.run("SADD", "s", "m")
    bench.run("EXPIRE", "s", "10")
    assert 1 == bench.run("SREM", "s", "m")
    assert [] == bench.store.keys()
    bench.run("SADD", "s", "m")
    assert -1 == bench.run("TTL", "s")


def test_tells_its_observer_how_many_keys_there_are(bench):
    """One lane, and a word whenever it changes."""
    for command in ("SET a 1", "SET a 2", "SADD b m", "DEL a b"):
        bench.run(*command.split())
    assert [("store", state) for state in ("empty", "1 key", "2 keys", "empty")] == bench.seen


def test_lets_something_happen_once_after_a_request(bench):
    """What comes in between two requests of a client, as somebody else's would."""
    bench.run("SET", "a", "b")
    bench.store.after_next_request(bench.store.flush)
    assert ["b", None] == [bench.run("GET", "a"), bench.run("GET", "a")]
    bench.run("SET", "a", "c")
    assert "c" == bench.run("GET", "a")


def test_tells_a_test_what_is_stored_and_for_how_long(bench):
    """Keys, values and members as texts; the seconds that a key has left."""
    bench.run("SET", "a", "b", "EX", "90")
    bench.run("SADD", "s", "m", "n")
    bench.clock.now += 30.5
    assert (["a", "b", "s", "m", "n"], 59.5, None) == (
        bench.store.texts(),
        bench.store.seconds_left("a"),
        bench.store.seconds_left("s"),
    )
    with pytest.raises(KeyError):
        bench.store.seconds_left("none")


def test_a_second_store_knows_nothing_of_the_first(bench):
    """Routes are shared, keys are not."""
    bench.run("SET", "a", "b")
    assert ("b", None) == (bench.run("GET", "a"), StoreBench().run("GET", "a"))
