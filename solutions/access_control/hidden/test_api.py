"""Task api: each way to a resource leads past the guard, and nothing else."""

import pytest

from grader.suite import explain, status

from . import lesson
from .application import JANE, REQUESTS, STORE, Site, is_status, json_of, nothing_shown, resource_of
from .shop import SHOP_POSTS, STAFF
from .support import expect

POSTS = STORE["posts"]
READ = "test_shows_what_may_be_read"
LIST = "test_a_list_shows_what_may_be_read"


@pytest.fixture
def site(student, directory):
    return Site(student, directory)


@pytest.mark.task("api", points=0.5, spec=lesson.SHOWS)
def test_shows_what_may_be_read(site):
    """A resource that a user may read is shown to them, with all of its entries."""
    site.allow("jane", "read", "p-1", "p-3")
    site.allow("omar", "read", "b-2")
    site.shows("/posts/p-1", POSTS["p-1"])
    site.shows("/posts/p-3", POSTS["p-3"])
    site.shows("/billing/b-2", STORE["billing"]["b-2"], "omar")
    site.allow("Mia", "read", "p-2")
    site.shows("/posts/p-2", POSTS["p-2"], "Mia", tried="a token with a capital letter in it")


@pytest.mark.task("api", points=0.5, spec=lesson.IS_404)
def test_what_does_not_exist_is_404(site):
    """A type that does not exist, and an id that its type does not have, are 404 for every request."""
    site.allow("jane", "read update delete", *POSTS)
    site.may_read("/posts/p-1")
    is_status(404, site.get("/invoices"), "GET /invoices")
    for path in ("/posts/p-99", "/billing/p-1", "/invoices/p-1"):
        for answer in (site.get(path), site.patch(path, "x"), site.delete(path)):
            is_status(404, answer, f"{answer.request.method} {path}")


@pytest.mark.task("api", points=1.5, spec=lesson.HIDES)
def test_what_may_not_be_read_is_not_there(site):
    """A resource that a user may not read is 404, byte for byte as one that does not exist."""
    site.allow("jane", "read", "p-1", "p-2")
    site.allow("jane", "update delete", "b-2")
    site.allow("omar", "read", *POSTS)
    site.may_read("/posts/p-1")
    site.hides("GET", "/posts/p-3")
    site.hides("GET", "/billing/b-1")
    site.hides("GET", "/billing/b-2")
    site.allow("jane", "read", "p-3")
    site.may_read("/posts/p-3", tried="p-3, which jane may read since a moment ago")


@pytest.mark.task("api", points=2, spec=(lesson.LIST, lesson.NO_ITEMS, lesson.APART))
def test_a_list_shows_what_may_be_read(site, student, directory):
    """A list has the resources that this user may read, in the order of this application's store, and no others."""
    other = Site(student, directory, store={"posts": {"p-9": resource_of("posts", 9)}})
    other.allow("jane", "read", "p-9")
    site.allow("jane", "read", "p-4", "p-1")
    site.allow("jane", "update", "p-2")
    site.allow("omar", "read", "p-2")
    why = "a list that shows more than a read is the most common leak"
    for user_id, ids in (("jane", ["p-1", "p-4"]), ("omar", ["p-2"]), ("jane", ["p-1", "p-4"])):
        found, _ = site.page("/posts", user_id)
        expect(ids, found, f"the ids in the list of {user_id}", why)
    items = json_of(site.get("/posts"))["items"]
    expect([POSTS["p-1"], POSTS["p-4"]], items, "the resources in the list")
    found, _ = site.page("/billing")
    expect([], found, "the ids in a list in which a user may see nothing")
    found, _ = other.page("/posts")
    expect(["p-9"], found, "the ids in the list of another application with a store and rules of its own")


@pytest.mark.task("api", needs=LIST, spec=(lesson.TWENTY, lesson.TOTAL))
def test_a_page_is_cut_out_of_what_may_be_read(site):
    """limit and offset select among the resources that the user may read; the total counts all of these."""
    site.allow("jane", "read", "p-1", "p-3", "p-5")
    for query, ids in (
        ("", ["p-1", "p-3", "p-5"]),
        ("limit=2", ["p-1", "p-3"]),
        ("limit=2&offset=1", ["p-3", "p-5"]),
        ("limit=1&offset=2", ["p-5"]),
        ("offset=2", ["p-5"]),
        ("offset=3", []),
    ):
        found, total = site.page(f"/posts?{query}")
        expect(ids, found, f"the ids of the page {query!r}, of three that may be read")
        expect(3, total, f"the total of {query!r}", why="the number of hidden ones is a secret as well")


@pytest.mark.task("api", points=0.5, spec=lesson.TWENTY)
def test_a_page_has_twenty_by_default(student, directory):
    """Without a limit a page has twenty resources; with one it has as many as that."""
    posts = {f"p-{number}": resource_of("posts", number) for number in range(245)}
    site = Site(student, directory, store={"posts": posts}, rules=[student.Rule("all", "permit", lambda *asked: True)])
    for query, count in (("", 20), ("?offset=10", 20), ("?offset=240", 5), ("?limit=242", 242), ("?limit=9999", 245)):
        found, total = site.page(f"/posts{query}")
        expect((count, 245), (len(found), total), f"the number of items and the total for {query or 'no query'!r}")


@pytest.mark.task("api", needs=READ, spec=(lesson.CHANGES, lesson.BY_ITSELF))
def test_changes_what_may_be_changed(site):
    """A text is changed by who may update it, even if they may not read it; nothing else changes."""
    site.allow("jane", "update", "p-2", "p-4")
    site.allow("omar", "read", *POSTS)
    for path, text in (("p-2", "Shoes are out."), ("p-4", ""), ("p-2", "And in again.")):
        answer = site.patch(f"/posts/{path}", text)
        is_status(204, answer, f"PATCH of {path}")
        site.shows(f"/posts/{path}", {**POSTS[path], "text": text}, "omar")
    site.shows("/posts/p-1", POSTS["p-1"], "omar", tried="another post")


@pytest.mark.task("api", needs=READ, spec=(lesson.CHANGES, lesson.NOT_MORE))
def test_nothing_but_the_text_can_be_changed(site):
    """A change brings no new owner, type or id with it, whatever else is in its body."""
    site.allow("jane", "read update", "p-2")
    for more in ({"owner": "jane"}, {"department": "hr", "classification": "public"}, {"type": "billing", "id": "b-1"}):
        is_status((204, 400, 422), site.patch("/posts/p-2", POSTS["p-2"]["text"], **more), f"PATCH with {more}")
        site.shows("/posts/p-2", POSTS["p-2"], tried=f"after a PATCH with {more}")


@pytest.mark.task("api", needs=READ, spec=(lesson.DELETES, lesson.BY_ITSELF))
def test_deletes_what_may_be_deleted(site):
    """A resource is deleted by who may delete it, even if they may not read it; then it is gone, and no other is."""
    site.allow("jane", "delete", "p-2", "p-3")
    site.allow("omar", "read", *POSTS)
    is_status(204, site.delete("/posts/p-2"), "DELETE of p-2")
    is_status(404, site.get("/posts/p-2", "omar"), "GET of p-2, which was deleted")
    is_status(404, site.delete("/posts/p-2"), "DELETE of p-2 once more")
    for number in (1, 3, 4, 5):
        site.shows(f"/posts/p-{number}", POSTS[f"p-{number}"], "omar", tried="another post")
    shown = [each.get("id") for each in json_of(site.get("/posts", "omar"))["items"]]
    assert "p-2" not in shown, explain("a list without p-2, which was deleted", f"the list has {shown}")


@pytest.mark.task("api", points=1.5, spec=(lesson.IS_403, lesson.HIDES, lesson.NO_CHANGE))
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_who_may_not_change_it_changes_nothing(site, method):
    """A denied change is 403 for who may read the resource and 404 for who may not, and changes nothing."""
    body = {"json": {"text": "mine"}} if method == "PATCH" else {}
    other = "delete" if method == "PATCH" else "update"
    site.allow("jane", f"read {other} create", "p-1", "p-2")
    for number in (1, 2):
        is_status(403, site.send(method, f"/posts/p-{number}", **body), f"{method} by who may read, but not {method}")
    site.hides(method, "/posts/p-3", **body)
    site.is_unchanged(f"after a {method} that is denied")


@pytest.mark.task("api", spec=(lesson.TIME_NOW, lesson.AT_THIS, lesson.ITSELF))
def test_rules_are_asked_with_all_there_is(site, clock):
    """A rule is asked with what the directory says of the user, the whole resource, and the present time."""
    site.make_known("jane")
    site.allow("jane", "read update delete", *POSTS)
    for kind, (method, path, options, action, resource_id) in REQUESTS.items():
        clock.advance(3600)
        site.asked.clear()
        site.send(method, path, **options)
        asked = [four for four in site.asked if four[1] == action and resource_id in (None, four[2].get("id"))]
        assert asked, explain(f"the rules to be asked about {action}", "they were not", tried=kind)
        user, _, resource, environment = asked[0]
        expect(JANE, {name: user.get(name) for name in JANE}, "the user that a rule is asked about", tried=kind)
        expect(POSTS[resource_id or "p-1"], resource, "the resource that a rule is asked about", tried=kind)
        moment = environment.get("time")
        assert getattr(moment, "tzinfo", None) and abs(moment.timestamp() - clock.time()) < 1, explain(
            f"environment.time to be now, with its offset: {clock.now()}", f"it is {moment!r}", tried=kind
        )


@pytest.mark.task("api", spec=lesson.ONCE)
def test_each_request_asks_the_directory_once(site, network):
    """One request to the application is one request to the directory, however long the list is."""
    site.allow("jane", "read update delete", *POSTS)
    for count, (kind, (method, path, options, *_)) in enumerate([*REQUESTS.items(), ("GET again", REQUESTS["GET"])], 1):
        is_status((200, 204), site.send(method, path, **options), kind)
        expect(count, len(network.requests("directory.test")), "requests to the directory in all", tried=kind)


@pytest.mark.task("api", spec=(lesson.STRANGER, lesson.NO_RECORD))
def test_a_stranger_is_asked_who_they_are(site, network):
    """Without a good bearer token the answer is 401 with WWW-Authenticate: Bearer; the directory is not asked."""
    site.allow("jane", "read update delete", *POSTS)
    for field in (None, "", "Bearer", "Bearer nonsense", "Basic token-of-jane", "token-of-jane", "jane", "Bearer jane"):
        for method, path, options, *_ in REQUESTS.values():
            words = f"{method} {path}, Authorization: {field!r}"
            headers = {} if field is None else {"Authorization": field}
            answer = site.client.request(method, path, headers=headers, **options)
            is_status(401, answer, "a stranger", tried=words)
            challenge = answer.headers.get("WWW-Authenticate", "")
            expect("bearer", challenge[:6].lower(), "the scheme in WWW-Authenticate", tried=words)
    expect(0, len(network.requests("directory.test")), "requests to the directory")
    expect([], site.asked, "what the rules were asked about")
    expect([], site.log, "what is logged of strangers")
    site.is_unchanged("after requests of strangers")


@pytest.mark.task("api", spec=(lesson.UNKNOWN_403, lesson.LOGGED_TOO, lesson.FIRST))
def test_who_is_unknown_to_the_directory_may_do_nothing(site, directory):
    """A user that the directory does not have, or not as active, gets 403, and it is logged."""
    site.allow("jane", "read update delete", *POSTS)
    site.allow("zoe", "read update delete", *POSTS)
    site.allow("omar", "read", "p-1")
    site.may_read("/posts/p-1", "omar")
    directory.change("jane", active=False)
    for words, user_id in (("not in the directory", "zoe"), ("no longer active", "jane")):
        for kind, (method, path, options, action, resource_id) in REQUESTS.items():
            site.log.clear()
            answer = site.send(method, path, user_id, **options)
            is_status(403, answer, kind, tried=words)
            nothing_shown(answer, words)
            site.has_logged(user_id, action, resource_id, f"{kind}, {words}")
        is_status(403, site.get("/posts/p-99", user_id), "GET of an id that does not exist", tried=words)
    site.is_unchanged("after requests of unknown users")


@pytest.mark.task("api", points=1.5, spec=(lesson.DOWN_503, lesson.LOGGED_TOO))
def test_without_the_directory_nothing_is_permitted(site, directory):
    """While the directory is down, every request is 503, shows and changes nothing, and is logged."""
    site.allow("jane", "read update delete", *POSTS)
    site.allow("omar", "read", "p-1")
    site.may_read("/posts/p-1", "omar", tried="the directory works")
    for user_id, code in (("jane", 503), ("omar", 500)):
        directory.outage(status(code))
        for kind, (method, path, options, action, resource_id) in REQUESTS.items():
            site.log.clear()
            words = f"the directory answers {code}, {kind} of {user_id}"
            answer = site.send(method, path, user_id, **options)
            is_status(503, answer, kind, "who can bring the directory down must not get in by it", words)
            nothing_shown(answer, words)
            site.has_logged(user_id, action, resource_id, words)
    directory.recover()
    site.is_unchanged("after an outage")


@pytest.mark.task("api", needs=LIST, spec=lesson.RECORDS)
def test_each_decision_is_logged(site):
    """What is decided about each resource is in the log, in a list as well, denials too."""
    site.allow("jane", "read update delete", "p-1", "p-2", "p-3")
    for kind, (method, path, options, action, resource_id) in REQUESTS.items():
        for user_id, ids in (("omar", ()), ("jane", ("p-1", "p-2", "p-3"))):
            site.log.clear()
            site.send(method, path, user_id, **options)
            told = site.told(user=user_id, action=action, type="posts")
            found = [(str(record.get("resource")), record.get("allowed")) for record in told]
            wanted = [(each, each in ids) for each in POSTS if resource_id in (None, each)]
            expect(wanted, sorted(set(found)), "resources decided on, and how", tried=f"{kind} of {user_id}")


@pytest.mark.task("api", spec=lesson.LOG_FAILS)
def test_what_can_not_be_logged_does_not_happen(site):
    """If the audit log fails the answer is 500 or 503, also to a denial, and nothing is shown or changed."""
    site.allow("jane", "read update delete", *POSTS)
    site.may_read("/posts/p-1", tried="the log works")
    site.log_is_full = True
    for kind, (method, path, options, *_) in REQUESTS.items():
        answer = site.send(method, path, **options)
        is_status((500, 503), answer, kind, tried="the audit log fails")
        nothing_shown(answer, kind)
    for user_id, words in (("omar", "who may not do it"), ("zoe", "who is not in the directory")):
        for kind, (method, path, options, *_) in REQUESTS.items():
            site.log_is_full = False
            site.log.clear()
            site.send(method, path, user_id, **options)
            site.log_is_full = bool(site.log)  # whether it is logged at all is the matter of other tests
            answer = site.send(method, path, user_id, **options)
            if site.log:
                is_status((500, 503), answer, f"{kind} of {user_id}, {words}", tried="the audit log fails")
                nothing_shown(answer, f"{kind} of {user_id}, {words}")
    site.log_is_full = False
    site.is_unchanged("after requests that could not be logged")


@pytest.mark.task("api", needs=LIST, spec=lesson.ENFORCES)
def test_the_whole_way(student, directory, clock):
    """With the shop's rules: who may do what to which post depends on role, owner, level, region and hour."""
    site = Site(student, directory, store={"posts": SHOP_POSTS}, rules=student.shop_rules())
    for user_id, known in STAFF.items():
        directory.add(user_id, **known)
    for user_id, ids in (("ed", ["own", "other"]), ("vic", ["own", "other"]), ("pam", [])):
        expect((ids, len(ids)), site.page("/posts", user_id), f"the ids that {user_id} sees, and the total")
    is_status(204, site.patch("/posts/other", "new", "ed"), "an editor changes a post")
    is_status(403, site.patch("/posts/other", "new", "vic"), "a viewer changes a post")
    is_status(403, site.delete("/posts/other", "ed"), "an editor deletes a post of somebody else's")
    clock.advance(9 * 3600)
    is_status(403, site.delete("/posts/own", "ed"), "an editor deletes an own post in the evening")
    clock.advance(15 * 3600)
    is_status(204, site.delete("/posts/own", "ed"), "an editor deletes an own post in business hours")
