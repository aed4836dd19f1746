"""Task keys: when the auth server is asked for its keys, and what becomes of the answer."""

import pytest

from grader.suite import delay, explain, hang, refuse, status

from . import keyset, lesson
from .keyset import FAILURES, HOST, OTHER_HOST, KeyServer, asks, fail, finds, has_no_keys, known, unknown, was_asked

BASIC = "test_the_first_get_fetches_the_keys"
RENEWAL = "test_keys_are_fetched_once_per_max_age"
UNKNOWN = "test_an_unknown_name_is_an_invalid_token"
OUTAGE = "test_known_keys_outlast_a_failed_request[5xx]"


@pytest.fixture
def server(network):
    return KeyServer(network)


@pytest.mark.task("keys", points=0.5, spec=("`get(kid)` returns the key of that name", lesson.FIRST))
def test_the_first_get_fetches_the_keys(student, server):
    """The first get() fetches the set and gives the key of that name."""
    finds(student.KeyCache(server.url), server, "key-1")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=lesson.PUBLISHED)
def test_a_key_is_given_as_it_was_published(student, server):
    """A key has every member that was published, also those that you don't use."""
    server.keys["key-1"] |= {"x5t": "aGFzaA", "shop.test/owner": {"team": 3}}
    found, published = student.KeyCache(server.url).get("key-1"), server.keys["key-1"]
    wrong = [name for name in {**published, **found} if found.get(name) != published.get(name)]
    assert not wrong, explain(
        expected=f"the members {', '.join(published)}, as published",
        happened=f"missing, added or changed: {', '.join(wrong)}",
        why="whoever verifies with the key needs its alg, and may need the rest",
    )


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec="The constructor sends none.")
def test_the_constructor_asks_nobody(student, server):
    """A cache that is made and not used sends no request."""
    student.KeyCache(server.url)
    was_asked(server, 0, "nobody has called get()", why="a service must be able to start while the auth server is away")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=lesson.STALE)
def test_keys_are_fetched_once_per_max_age(student, server, clock):
    """The keys are kept for max_age and fetched once more after it, again and again."""
    cache = known(student, server, max_age=100)

    def use():
        for kid in ("key-1", "key-2", "key-1"):
            finds(cache, server, kid)

    why = "a key server that is asked on every request is a bottleneck, and its outage everybody's"
    asks(clock, server, use, why, (0, 1), (95, 1), (10, 2), (85, 2), (20, 3))


@pytest.mark.task("keys", points=0.5, needs=RENEWAL, spec=(lesson.DEFAULTS, lesson.STALE))
def test_keys_are_kept_for_five_minutes(student, server, clock):
    """Unless told otherwise the keys are kept for 300 seconds."""
    cache = known(student, server)
    asks(clock, server, lambda: finds(cache, server, "key-1"), "max_age is 300", (299, 1), (2, 2))


@pytest.mark.task("keys", points=0.5, needs=RENEWAL, spec=lesson.STALE)
def test_max_age_begins_when_the_set_arrives(student, server, clock, network):
    """A set that took 1.5 s to come is used for max_age from then on."""
    cache = student.KeyCache(server.url, max_age=10)
    network.script(HOST, delay(1.5))
    finds(cache, server, "key-1")
    asks(clock, server, lambda: finds(cache, server, "key-1"), "max_age is 10, from its arrival", (9.25, 1))


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec="The auth server's public keys, from its key set at ``url``.")
def test_two_caches_have_nothing_in_common(student, server, network):
    """Two caches for two auth servers each have the keys of their own."""
    other = KeyServer(network, "key-1", "key-9", host=OTHER_HOST, number=2)
    ours, theirs = student.KeyCache(server.url), student.KeyCache(other.url)
    for _ in range(2):
        finds(ours, server, "key-1", "by our auth server")
        finds(theirs, other, "key-1", "by the other auth server")
    finds(theirs, other, "key-9", "by the other auth server")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=lesson.AT_ONCE)
def test_a_new_key_is_found_at_once(student, server, clock):
    """A key that was published after the set had been fetched is found at once, by one request."""
    cache = known(student, server)
    clock.advance(5)
    server.publish("key-3")
    for kid in ("key-3", "key-1", "key-3"):
        finds(cache, server, kid)
    was_asked(server, 2, "at the first use, and for the new name")


@pytest.mark.task("keys", points=0.5, needs="test_a_new_key_is_found_at_once", spec=lesson.FRESH)
def test_a_set_that_was_fetched_for_a_new_key_is_fresh(student, server, clock):
    """A set that was fetched for an unknown name is fresh for max_age as well."""
    cache = known(student, server, max_age=100)
    clock.advance(80)
    server.publish("key-3")
    asks(clock, server, lambda: finds(cache, server, "key-3"), "max_age is 100", (0, 2), (98, 2), (4, 3))


@pytest.mark.task("keys", points=0.5, needs=RENEWAL, spec=(lesson.GONE, lesson.UNKNOWN))
def test_a_withdrawn_key_is_forgotten(student, server, clock):
    """A key that is not in the renewed set is worth nothing."""
    cache = known(student, server, max_age=60)
    server.withdraw("key-1")
    clock.advance(61)
    finds(cache, server, "key-2")
    unknown(student, cache, "key-1", "keys are withdrawn when they have leaked, too")


@pytest.mark.task("keys", points=0.5, needs="test_a_new_key_is_found_at_once", spec=lesson.REPLACES)
def test_a_search_forgets_withdrawn_keys(student, server):
    """A set that was fetched for an unknown name replaces the old one as well."""
    cache = known(student, server)
    server.withdraw("key-1")
    server.publish("key-3")
    finds(cache, server, "key-3")
    unknown(student, cache, "key-1", "it is not in the newest set")


@pytest.mark.task("keys", points=0.5, needs=RENEWAL, spec=lesson.EMPTY)
def test_a_set_may_be_empty(student, server, clock):
    """A set without any keys is a set: it replaces the old one, and then every name is unknown."""
    cache = known(student, server, max_age=60)
    server.withdraw("key-1", "key-2")
    clock.advance(61)
    unknown(student, cache, "key-1", "all keys were withdrawn")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=lesson.PASSED_OVER)
def test_other_keys_do_not_disturb_the_cache(student, server):
    """Keys in the set that have no name, or are of an unknown kind, are passed over."""
    good = dict(server.keys)
    server.keys = {1: {"kty": "XYZ"}, **good, 2: {"kty": "OKP", "crv": "X448", "kid": "odd"}, 3: {"kty": "RSA"}}
    finds(student.KeyCache(server.url), server, "key-2")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=lesson.UNKNOWN)
def test_an_unknown_name_is_an_invalid_token(student, server):
    """A name that is in no set is TokenInvalid, at the first get() and at the next."""
    cache = student.KeyCache(server.url)
    for kid in ("evil-1", "evil-1", "KEY-1", "key-", ""):
        unknown(student, cache, kid)
    finds(cache, server, "key-1")


@pytest.mark.task("keys", points=0.5, needs=UNKNOWN, spec=lesson.COOLDOWN)
def test_unknown_names_do_not_hammer_the_auth_server(student, server, clock):
    """However many unknown names come, they cause one request in each cooldown."""
    cache = known(student, server, cooldown=20)

    def attack():
        for number in range(4):
            unknown(student, cache, f"evil-{clock.elapsed:g}-{number}")

    why = "cooldown is 20, and the name comes from whoever wrote the token: a stranger could flood the auth server"
    asks(clock, server, attack, why, (0, 2), (19, 2), (2, 3), (17, 3), (4, 4))


@pytest.mark.task("keys", points=0.5, needs="test_unknown_names_do_not_hammer_the_auth_server", spec=lesson.DEFAULTS)
def test_the_cooldown_is_half_a_minute(student, server, clock):
    """Unless told otherwise unknown names cause one request in 30 seconds."""
    cache = known(student, server)
    asks(clock, server, lambda: unknown(student, cache, "evil-1"), "cooldown is 30", (0, 2), (29, 2), (2, 3))


@pytest.mark.task("keys", points=0.5, needs="test_a_new_key_is_found_at_once", spec=(lesson.COOLDOWN, lesson.WHATEVER))
def test_a_name_that_was_found_starts_the_cooldown(student, server, clock):
    """After a request that found a new key no other unknown name causes one for the cooldown; then it does."""
    cache = known(student, server, cooldown=20)
    server.publish("key-3")
    finds(cache, server, "key-3")
    server.publish("key-4")
    clock.advance(19)
    unknown(student, cache, "key-4", "it may be asked for again once the cooldown is over")
    was_asked(server, 2, "at the first use and for key-3")
    clock.advance(2)
    finds(cache, server, "key-4")


@pytest.mark.task("keys", points=0.5, needs="test_unknown_names_do_not_hammer_the_auth_server", spec=lesson.WHATEVER)
def test_a_renewal_does_not_end_the_cooldown(student, server, clock):
    """The cooldown goes on when the set is renewed in between because it is stale."""
    cache = known(student, server, max_age=10, cooldown=60)
    clock.advance(5)
    unknown(student, cache, "evil-1")
    clock.advance(11)
    finds(cache, server, "key-1")
    unknown(student, cache, "evil-2")
    was_asked(server, 3, "at the first use, for evil-1, and because the set was stale")


@pytest.mark.task("keys", points=0.5, needs=UNKNOWN, spec=lesson.ONE_REQUEST)
def test_one_get_sends_one_request(student, server, clock):
    """A get() of an unknown name sends one request, also if the set is stale, or has never arrived."""
    cache = student.KeyCache(server.url, max_age=10, cooldown=60)
    unknown(student, cache, "evil-1")
    was_asked(server, 1, "the first get()")
    clock.advance(61)
    unknown(student, cache, "evil-2")
    was_asked(server, 2, "one for each get()", why="a set that has just arrived can't be any newer")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec=(lesson.FAILURES, lesson.BAD_ANSWERS, lesson.LAST_KNOWN))
@pytest.mark.parametrize("failures", FAILURES.values(), ids=FAILURES)
def test_known_keys_outlast_a_failed_request(student, server, clock, evidence, failures):
    """When the set can't be renewed the last known keys are used, however old they are."""
    cache = known(student, server, max_age=50, cooldown=10)
    for failure in failures:
        evidence.note(f"the next request fails: {failure}")
        fail(server, failure)
        clock.advance(600)
        finds(cache, server, "key-1", f"and as it was known before a request failed ({failure})")


@pytest.mark.task("keys", points=0.5, needs=OUTAGE, spec=lesson.AFTER_FAILURE)
def test_after_a_failed_request_nobody_is_asked(student, server, clock):
    """After a failed renewal no request is sent for the cooldown, neither for known names nor for unknown ones."""
    cache = known(student, server, max_age=50, cooldown=20)
    clock.advance(51)
    for count, kind in enumerate(("5xx", "refused", "broken", "4xx", "no JSON", "no set"), 2):
        fail(server, FAILURES[kind][0])
        for wait in (0, 19):
            clock.advance(wait)
            finds(cache, server, "key-2")
            unknown(student, cache, "evil-1", "it is not among the known keys")
            was_asked(server, count, f"at the first use, and one a failure, such as {kind}", why=keyset.QUIET)
        clock.advance(2)


@pytest.mark.task("keys", points=0.5, needs=(RENEWAL, OUTAGE), spec=lesson.NEXT_GET)
def test_after_the_cooldown_the_next_get_tries_again(student, server, clock):
    """Once the cooldown after a failed request is over the set is renewed, after a second failure as well."""
    cache = known(student, server, max_age=50, cooldown=20)
    clock.advance(51)
    for count in (2, 3):
        fail(server, refuse())
        finds(cache, server, "key-1")
        was_asked(server, count, "at the first use, and one for each cooldown of the outage")
        clock.advance(21)
    server.publish("key-1", number=7)
    finds(cache, server, "key-1", "since the outage is over")


@pytest.mark.task("keys", points=0.5, needs=(UNKNOWN, OUTAGE), spec=(lesson.NOT_FOUND, lesson.AFTER_FAILURE))
def test_a_failed_search_starts_the_cooldown(student, server, clock):
    """An unknown name is TokenInvalid if the request for it fails, and no other name causes one in the cooldown."""
    cache = known(student, server, cooldown=20)
    fail(server, status(500))
    for kid in ("key-3", "key-4"):
        unknown(student, cache, kid, "it is not among the known keys")
    was_asked(server, 2, "at the first use, and one that failed", why="a stranger could go on for as long as it fails")
    clock.advance(21)
    server.publish("key-3")
    finds(cache, server, "key-3")


@pytest.mark.task("keys", points=0.5, needs=(RENEWAL, OUTAGE), spec="a fresh set stays fresh")
def test_a_failed_search_leaves_a_fresh_set_fresh(student, server, clock):
    """A fresh set is used without asking until max_age, also after a request for an unknown name that failed."""
    cache = known(student, server, max_age=200, cooldown=20)
    fail(server, status(500))
    unknown(student, cache, "evil-1", "it is not among the known keys")
    asks(clock, server, lambda: finds(cache, server, "key-1"), "max_age is 200", (0, 2), (30, 2), (172, 3))


@pytest.mark.task("keys", points=0.5, needs="test_known_keys_outlast_a_failed_request[no answer]", spec=lesson.TIMEOUT)
def test_nobody_waits_longer_than_three_seconds(student, server, clock):
    """An auth server that does not answer costs 3 seconds at the most."""
    cache = known(student, server, max_age=50)
    clock.advance(51)
    fail(server, hang())
    finds(cache, server, "key-1")
    assert clock.elapsed <= 54, explain("the known key within 3 seconds", f"it took {clock.elapsed - 51:g}")


@pytest.mark.task("keys", points=0.5, needs=BASIC, spec="If no set has ever arrived, `get()` raises `KeysUnavailable`.")
def test_without_any_keys_it_says_so(student, server):
    """If no set has ever arrived get() raises KeysUnavailable, whichever way the request failed."""
    for what, failures in FAILURES.items():
        cache = student.KeyCache(server.url)
        fail(server, failures[0])
        has_no_keys(student, cache, f"the first request fails: {what}")


@pytest.mark.task("keys", points=0.5, needs="test_without_any_keys_it_says_so", spec=(lesson.NEXT_GET, lesson.UNTIL))
def test_the_first_keys_may_come_later(student, server, clock):
    """A cache that had no keys gets them once the auth server is back, at the latest after the cooldown."""
    cache = student.KeyCache(server.url, cooldown=10)
    for _ in range(2):
        fail(server, status(503))
        has_no_keys(student, cache, "the auth server has not been there yet")
        clock.advance(11)
    finds(cache, server, "key-1")
