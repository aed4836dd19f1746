"""Task decide: how a guard combines rules, and the shop's own rules."""

from copy import deepcopy

import pytest

from grader.suite import explain, fields

from .shop import EVENING, OWN, ShopDesk, person, thing
from .support import ABSENT, CLOSED, JANE, NOON, POST, Desk, always, expect, never, raising, returning

PERMITS = "test_a_permit_rule_permits"
DENIES = "test_what_nothing_permits_is_denied"
ERRORS = (
    KeyError("badge"),
    ValueError("badge"),
    ZeroDivisionError("badge"),
    TypeError("badge"),
    ConnectionError("badge"),
)


def rule(student, name, effect, when=always, **about):
    return student.Rule(name, effect, when, **about)


@pytest.mark.task("decide", points=0.5)
def test_a_permit_rule_permits(student):
    """What a permit rule applies to is permitted, and the decision names the rule."""
    for name in ("open day", "staff"):
        Desk(student, rule(student, name, "permit")).permits(f"one rule, {name!r}, that permits", name)


@pytest.mark.task("decide", points=1)
def test_what_nothing_permits_is_denied(student):
    """Without a rule that permits, the answer is no, and the decision names no rule."""
    why = "what nobody has thought of must not be open to everybody"
    no_permit, no_deny = rule(student, "a", "permit", never), rule(student, "b", "deny", never)
    for words, rules in {
        "no rules": [],
        "a permit rule that does not apply": [no_permit],
        "a deny rule that does not apply": [no_deny],
        "one of each, neither applies": [no_permit, no_deny],
    }.items():
        Desk(student, *rules).denies(words, "", why)


@pytest.mark.task("decide", points=1.5)
def test_deny_overrides(student):
    """One deny rule that applies is stronger than any number of permit rules, wherever it stands."""
    permits = [rule(student, name, "permit") for name in ("p1", "p2", "p3")]
    deny = rule(student, "closed", "deny")
    Desk(student, *permits).permits("three permit rules")
    for place in range(4):
        rules = [*permits[:place], deny, *permits[place:]]
        Desk(student, *rules).denies(f"three permit rules, and a deny rule at place {place + 1}", "closed")


@pytest.mark.task("decide", needs=(PERMITS, DENIES), points=0.5)
def test_names_the_first_rule_that_decides(student):
    """Of several rules that apply the first one in the list is named; those that don't apply are not."""
    p = [rule(student, "p0", "permit", never), rule(student, "p1", "permit"), rule(student, "p2", "permit")]
    d = [rule(student, "d0", "deny", never), rule(student, "d1", "deny"), rule(student, "d2", "deny")]
    for words, rules, name in (
        ("p0 that does not apply, p1, p2", p, "p1"),
        ("p2, p1", [p[2], p[1]], "p2"),
        ("d0 that does not apply, p1, p2", [d[0], *p], "p1"),
    ):
        Desk(student, *rules).permits(words, name)
    for words, rules, name in (
        ("p1, d0 that does not apply, d1, d2", [p[1], *d], "d1"),
        ("d2, p1, d1", [d[2], p[1], d[1]], "d2"),
    ):
        Desk(student, *rules).denies(words, name)


@pytest.mark.task("decide", points=0.5)
def test_a_condition_is_asked_about_all_four(student):
    """A condition gets the user, the action, the resource and the environment, in this order and unchanged."""
    for user, action, resource, environment in (
        (JANE, "update", POST, {"time": NOON}),
        ({"id": "u-7"}, "read", {"id": 5, "tags": ["a"]}, {"time": NOON, "ip": "10.0.0.7"}),
    ):
        asked, given = [], (user, action, resource, environment)
        condition = lambda *four, asked=asked: asked.append(deepcopy(four)) or True  # noqa: E731
        Desk(student, rule(student, "r", "permit", condition)).decide(*given)
        expect(given, asked[0] if asked else None, "what the condition is asked with")


@pytest.mark.task("decide", needs=DENIES, points=1.5)
def test_a_deny_rule_that_raises_denies(student):
    """A deny rule whose condition raises an exception, of whatever class, denies."""
    permit = rule(student, "staff", "permit")
    for error in ERRORS:
        deny = rule(student, "cleared", "deny", raising(error))
        for rules in ([permit, deny], [deny, permit]):
            Desk(student, *rules).denies(f"a deny rule that raises {type(error).__name__}", "cleared", CLOSED)
    missing = rule(student, "others", "deny", student.is_owner)
    Desk(student, permit, missing).denies("a deny rule that misses the owner", "others", CLOSED, resource={"id": "p"})


@pytest.mark.task("decide", needs=PERMITS, points=1)
def test_a_permit_rule_that_raises_does_not_permit(student):
    """A permit rule whose condition raises an exception does not apply; the rules behind it are asked all the same."""
    other = rule(student, "staff", "permit")
    for error in ERRORS:
        permit = rule(student, "owner", "permit", raising(error))
        words = f"a permit rule that raises {type(error).__name__}"
        Desk(student, permit).denies(words, "", CLOSED)
        Desk(student, permit, other).permits(f"{words}, and another one behind it", "staff")


@pytest.mark.task("decide", needs=(PERMITS, DENIES), points=1)
def test_only_true_and_false_are_answers(student):
    """A condition that answers neither True nor False can't be told: it permits nothing, and denies."""
    permit = rule(student, "staff", "permit")
    for value in (None, "no", "True", "", [], ["x"]):
        words = f"whose condition answers {value!r}"
        Desk(student, rule(student, "odd", "permit", returning(value))).denies(f"a permit rule {words}", "", CLOSED)
        Desk(student, permit, rule(student, "odd", "deny", returning(value))).denies(
            f"a deny rule {words}", "odd", CLOSED
        )


def has_a_say(student, about, asked, yes):
    """See that a permit rule permits and a deny rule denies if it has a say, and neither if not."""
    words = f"{about}, asked about {asked}"
    permit = Desk(student, rule(student, "r", "permit", **about))
    deny = Desk(student, rule(student, "all", "permit"), rule(student, "r", "deny", **about))
    if yes:
        permit.permits(f"a permit rule with {words}", "r", **asked)
        deny.denies(f"a deny rule with {words}", "r", **asked)
    else:
        permit.denies(f"a permit rule with {words}", "", **asked)
        deny.permits(f"a deny rule with {words}", "all", **asked)


@pytest.mark.task("decide", needs=(PERMITS, DENIES), points=1)
def test_a_rule_is_about_the_actions_it_lists(student):
    """A rule with actions has no say about others; None is all of them, and an empty tuple none."""
    for actions, about, others in (
        (("read",), ("read",), ("update", "delete", "rea", "READ")),
        (("update", "delete"), ("update", "delete"), ("read", "create")),
        (None, ("read", "export"), ()),
        ((), (), ("read", "export")),
    ):
        for action in about + others:
            has_a_say(student, {"actions": actions}, {"action": action}, action in about)


@pytest.mark.task("decide", needs=(PERMITS, DENIES), points=1)
def test_a_rule_is_about_the_types_it_lists(student):
    """A rule with types has no say about others; None is all of them, and an empty tuple none."""
    for types, about, others in (
        (("posts",), ("posts",), ("users", "billing", "post", "Posts")),
        (("settings", "billing"), ("settings", "billing"), ("posts", "users")),
        (None, ("posts", "invoices"), ()),
        ((), (), ("posts", "invoices")),
    ):
        for kind in about + others:
            has_a_say(student, {"types": types}, {"resource": {"id": "x-1", "type": kind}}, kind in about)


@pytest.mark.task("decide", needs=PERMITS, points=0.5)
def test_a_rule_about_something_else_has_no_say(student):
    """A deny rule about another action, or another type, denies nothing, not even if its condition can't be told."""
    permit = rule(student, "staff", "permit")
    for about in ({"actions": ("delete",)}, {"types": ("billing",)}, {"actions": ("delete",), "types": ("posts",)}):
        for when in (always, raising(KeyError("badge"))):
            deny = rule(student, "closed", "deny", when, **about)
            Desk(student, deny, permit).permits(f"a deny rule about {about}, asked to read a post", "staff")


@pytest.mark.task("decide", needs=(PERMITS, DENIES), points=0.5)
def test_without_a_type_a_rule_about_types_can_not_be_told(student):
    """If the resource's type is missing, a deny rule that lists types denies, and a permit rule does not permit."""
    for resource in ({"id": "x"}, {"id": "x", "type": None}, {"id": "x", "type": ""}):
        everybody, narrow = rule(student, "all", "permit"), {"types": ("billing",)}
        Desk(student, everybody).permits(f"no rule about types, the resource {resource}", "all", resource=resource)
        permit, deny = rule(student, "r", "permit", **narrow), rule(student, "r", "deny", **narrow)
        Desk(student, permit).denies(f"a permit rule about types, the resource {resource}", "", resource=resource)
        Desk(student, everybody, deny).denies(f"a deny rule about types, {resource}", "r", CLOSED, resource=resource)


@pytest.mark.task("decide", points=0.5)
def test_every_decision_has_a_reason(student):
    """A decision has a reason in words; of a deny rule that can't be told it says what was wrong."""
    for words, rules in {
        "permitted": [rule(student, "r", "permit")],
        "denied by a rule": [rule(student, "r", "deny")],
        "no rule permits": [],
    }.items():
        found = Desk(student, *rules).decide()["reason"]
        assert isinstance(found, str) and found.strip(), explain("a reason in words", f"it is {found!r}", tried=words)
    for error in (KeyError("badge"), ValueError("no such level: gold")):
        found = Desk(student, rule(student, "r", "deny", raising(error))).decide()["reason"]
        assert error.args[0] in str(found), explain(
            f"{error.args[0]!r}, the exception's text, in the reason", f"the reason is {found!r}"
        )


@pytest.mark.task("decide", points=0.5)
def test_deciding_changes_nothing(student):
    """User, resource and environment are the same after a decision, and rules are good for more than one."""
    given = [deepcopy(JANE), deepcopy(POST), {"time": NOON}]
    desk = Desk(student, rule(student, "r", "permit", lambda user, *rest: user["id"] == "jane"))
    for time in range(2):
        desk.permits(f"decision {2 * time + 1}", "r", user=given[0], resource=given[1], environment=given[2])
        desk.denies(f"decision {2 * time + 2}, by somebody else", "", user={"id": "omar"})
    expect([JANE, POST, {"time": NOON}], given, "user, resource and environment")


@pytest.fixture
def shop(student):
    return ShopDesk(student)


@pytest.mark.task("decide", points=0.5)
def test_the_shop_has_five_rules(student):
    """shop_rules gives the five rules with their effects, in their order."""
    found = [(fields(each)["name"], fields(each)["effect"]) for each in student.shop_rules()]
    permits, denies = ("role", "own_post"), ("clearance", "residency", "hours")
    expect([(name, "permit") for name in permits] + [(name, "deny") for name in denies], found, "names and effects")


@pytest.mark.task("decide", points=0.5)
def test_the_shop_permits_by_role(shop):
    """In the shop a role permits what the matrix says, and nothing else is permitted."""
    shop.says(True, "role", person("editor"), "update", thing(), "an editor updates a post of omar's")
    shop.says(True, "role", person("admin"), "delete", thing("billing"), "an admin deletes a bill")
    shop.says(False, "", person("viewer"), "update", thing(), "a viewer updates a post of omar's")
    shop.says(False, "", person("editor"), "delete", thing(), "an editor deletes a post of omar's")
    shop.says(False, "", person(), "read", thing(**OWN), "somebody without a role reads a post")


@pytest.mark.task("decide", needs="test_the_shop_permits_by_role", points=1.5)
def test_the_shop_lets_people_delete_their_own_posts(shop):
    """Whoever owns a post of their own department may delete it in business hours, whatever their role is."""
    for who in (person("editor"), person("viewer"), person()):
        shop.says(True, "own_post", who, "delete", thing(**OWN), "an own post, at noon")
    for words, who, action, what, time in (
        ("a post of somebody else's, same department", person(), "delete", thing(department="sales"), NOON),
        ("an own post of another department", person(), "delete", thing(owner="jane"), NOON),
        ("an own post in the evening", person(), "delete", thing(**OWN), EVENING),
        ("an own post, not deleted but updated", person("viewer"), "update", thing(**OWN), NOON),
        ("an own setting", person("editor"), "delete", thing("settings", **OWN), NOON),
        (
            "a post without an owner, a user without an id",
            person(id=ABSENT),
            "delete",
            thing(owner=ABSENT, department="sales"),
            NOON,
        ),
        ("nobody's zone is known", person(zone=ABSENT), "delete", thing(**OWN), NOON),
    ):
        shop.says(False, "", who, action, what, words, time)


@pytest.mark.task("decide", needs="test_the_shop_permits_by_role", points=1)
@pytest.mark.parametrize(
    ("name", "mine", "its"), [("clearance", "clearance", "classification"), ("residency", "region", "residency")]
)
def test_the_shop_denies_whatever_the_role(shop, name, mine, its):
    """Nobody, admins and owners included, gets at what they are not cleared for, or may not see in their region."""
    low, high = ({mine: "internal"}, {its: "secret"}) if name == "clearance" else ({mine: "ch"}, {})
    cases = {"too low" if name == "clearance" else "elsewhere": (low, high)}
    cases |= {
        f"the user's {mine} is missing": ({mine: ABSENT}, {}),
        f"the resource's {its} is missing": ({}, {its: ABSENT}),
    }
    for words, (user_has, it_has) in cases.items():
        for action, kind in (("read", "posts"), ("delete", "users"), ("update", "settings"), ("create", "billing")):
            what, who = thing(kind, **{**OWN, **it_has}), person("admin", **user_has)
            shop.says(False, name, who, action, what, f"an admin, {action} of {kind}: {words}")


@pytest.mark.task("decide", needs="test_the_shop_permits_by_role", points=1)
def test_the_shop_changes_settings_and_bills_in_business_hours(shop):
    """Outside business hours nobody changes settings or bills; reading, and everything else, goes on."""
    admin, nowhere = person("admin"), person("admin", zone=ABSENT)
    for kind in ("settings", "billing"):
        for action in ("create", "update", "delete"):
            shop.says(True, "role", admin, action, thing(kind), f"{action} of {kind} at noon")
            shop.says(False, "hours", admin, action, thing(kind), f"{action} of {kind} in the evening", EVENING)
            shop.says(False, "hours", nowhere, action, thing(kind), f"{action} of {kind}, no zone")
        shop.says(True, "role", admin, "read", thing(kind), f"read of {kind} in the evening", EVENING)
    for kind in ("users", "posts"):
        shop.says(True, "role", nowhere, "update", thing(kind), f"update of {kind} in the evening, no zone", EVENING)
