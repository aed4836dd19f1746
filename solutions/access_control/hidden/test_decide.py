"""Task decide: how a guard combines rules, and the shop's own rules."""

from copy import deepcopy

import pytest

from grader.suite import explain, fields

from . import lesson
from .shop import EVENING, OWN, ShopDesk, person, thing
from .support import ABSENT, CLOSED, JANE, NOON, POST, Desk, always, expect, never, raising, returning

ASKED = ("user", "action", "resource", "environment")
ERRORS = (KeyError("badge"), ValueError("badge"), ZeroDivisionError("badge"), TypeError("badge"), OSError("badge"))


def rule(student, name, effect, when=always, **about):
    return student.Rule(name, effect, when, **about)


@pytest.mark.task("decide", points=1.5, spec=(lesson.PERMITS, lesson.NOTHING))
def test_permits_what_a_permit_rule_applies_to_and_nothing_else(student):
    """What a permit rule applies to is permitted, by its name; without one the answer is no, and no rule is named."""
    for name in ("open day", "staff"):
        Desk(student, rule(student, name, "permit")).permits(f"one rule, {name!r}, that permits", name)
    no_permit, no_deny = rule(student, "a", "permit", never), rule(student, "b", "deny", never)
    for words, rules in {
        "no rules": [],
        "a permit rule that does not apply": [no_permit],
        "a deny rule that does not apply": [no_deny],
        "one of each, neither applies": [no_permit, no_deny],
    }.items():
        Desk(student, *rules).denies(words, "", "what nobody has thought of must not be open to everybody")


@pytest.mark.task("decide", points=1.5, spec=lesson.OVERRIDES)
def test_deny_overrides(student):
    """One deny rule that applies is stronger than any number of permit rules, wherever it is in the list."""
    permits = [rule(student, name, "permit") for name in ("p1", "p2", "p3")]
    deny = rule(student, "closed", "deny")
    Desk(student, *permits).permits("three permit rules")
    for place in range(4):
        rules = [*permits[:place], deny, *permits[place:]]
        Desk(student, *rules).denies(f"three permit rules, and a deny rule at place {place + 1}", "closed")


@pytest.mark.task("decide", spec=(lesson.DENIES, lesson.PERMITS))
def test_names_the_first_rule_that_decides(student):
    """Of several rules that apply the first in the list is named; those that don't apply are not."""
    for effect in ("permit", "deny"):
        r0 = rule(student, "r0", effect, never)
        r1, r2, r3 = (rule(student, name, effect) for name in ("r1", "r2", "r3"))
        for words, rules, name in (
            ("r0 that does not apply, r1, r2", [r0, r1, r2], "r1"),
            ("r2, r0 that does not apply, r1", [r2, r0, r1], "r2"),
            ("r3, r2, r1", [r3, r2, r1], "r3"),
        ):
            Desk(student, *rules).names(f"{effect} rules: {words}", name)


@pytest.mark.task("decide", points=1.5, spec=(lesson.DENIES, lesson.INDETERMINATE))
def test_a_deny_rule_that_raises_denies(student):
    """A deny rule whose condition raises an exception, of whatever class, denies, like one that applies."""
    permit = rule(student, "staff", "permit")
    Desk(student, permit, rule(student, "b", "deny", never)).permits("a deny rule that does not apply")
    for error in ERRORS:
        deny = rule(student, "cleared", "deny", raising(error))
        words = f"a deny rule that raises {type(error).__name__}, and a permit rule that applies"
        Desk(student, permit, deny).denies(words, "cleared", CLOSED)
    odd, odd2 = (rule(student, name, "deny", raising(OSError("badge"))) for name in ("odd", "odd2"))
    closed, closed2 = (rule(student, name, "deny") for name in ("closed", "closed2"))
    for rules, second in (((odd, closed, odd2), "closed"), ((closed, odd, closed2), "odd")):
        found = Desk(student, permit, *rules).decide()["rule"]
        words = f"the second of three deny rules, {second!r}; those called 'odd' raise, the others apply"
        assert found != second, explain("the first of three deny rules to be named", f"{found!r} is", tried=words)
    missing = rule(student, "others", "deny", student.is_owner)
    Desk(student, permit, missing).denies("a deny rule that misses the owner", "others", CLOSED, resource={"id": "p"})


@pytest.mark.task("decide", spec=lesson.ODD_PERMIT)
def test_a_permit_rule_that_raises_does_not_permit(student):
    """A permit rule whose condition raises an exception does not apply; the rules after it still count."""
    other = rule(student, "staff", "permit")
    for error in ERRORS:
        permit = rule(student, "owner", "permit", raising(error))
        words = f"a permit rule that raises {type(error).__name__}"
        Desk(student, permit).names(words, "", CLOSED)
        Desk(student, permit, other).names(f"{words}, and another one after it", "staff")


@pytest.mark.task("decide", spec=lesson.ODD_ANSWER)
def test_only_true_and_false_are_answers(student):
    """A rule whose condition returns neither True nor False is indeterminate: it permits nothing, and it denies."""
    for value in (None, "no", "True", "", [], ["x"]):
        words = f"whose condition returns {value!r}"
        Desk(student, rule(student, "odd", "permit", returning(value))).names(f"a permit rule {words}", "", CLOSED)
        Desk(student, rule(student, "odd", "deny", returning(value))).names(f"a deny rule {words}", "odd", CLOSED)
    Desk(student, rule(student, "r", "permit"), rule(student, "d", "deny", never)).names("True, and False", "r")


def covers(student, about, asked, yes):
    """See that a rule decides if it covers what is asked, and plays no part if not, whatever its condition."""
    words = f"rule with {about}, asked about {asked}"
    for effect in ("permit", "deny"):
        Desk(student, rule(student, "r", effect, **about)).names(f"a {effect} {words}", "r" if yes else "", **asked)
    if not yes:
        odd = rule(student, "odd", "deny", raising(OSError("badge")), **about)
        Desk(student, odd).names(f"a deny {words}, its condition raises", "", **asked)


@pytest.mark.task("decide", spec=(lesson.COVERS, lesson.NO_PART))
def test_a_rule_covers_the_actions_it_lists(student):
    """A rule with actions plays no part for others; None is all of them, and an empty tuple none."""
    for actions, about, others in (
        (("read",), ("read",), ("update", "delete", "rea", "READ")),
        (("update", "delete"), ("update", "delete"), ("read", "create")),
        (None, ("read", "export"), ()),
        ((), (), ("read", "export")),
    ):
        for action in about + others:
            covers(student, {"actions": actions}, {"action": action}, action in about)


@pytest.mark.task("decide", spec=(lesson.COVERS, lesson.NO_PART))
def test_a_rule_covers_the_types_it_lists(student):
    """A rule with types plays no part for others; None is all of them, and an empty tuple none."""
    for types, about, others in (
        (("posts",), ("posts",), ("users", "billing", "post", "Posts")),
        (("settings", "billing"), ("settings", "billing"), ("posts", "users")),
        (None, ("posts", "invoices"), ()),
        ((), (), ("posts", "invoices")),
    ):
        for kind in about + others:
            covers(student, {"types": types}, {"resource": {"id": "x-1", "type": kind}}, kind in about)


@pytest.mark.task("decide", spec=(lesson.NO_TYPE, lesson.NO_PART))
def test_without_a_type_a_rule_about_types_is_indeterminate(student):
    """If the resource's type is missing, a deny rule that lists types denies, and a permit rule does not permit."""
    for resource in ({"id": "x"}, {"id": "x", "type": None}, {"id": "x", "type": ""}):
        narrow, words = {"types": ("billing",)}, f"about types, the resource {resource}"
        Desk(student, rule(student, "all", "permit")).names(f"no rule {words}", "all", resource=resource)
        Desk(student, rule(student, "r", "permit", **narrow)).names(f"a permit rule {words}", "", resource=resource)
        Desk(student, rule(student, "r", "deny", **narrow)).names(
            f"a deny rule {words}", "r", CLOSED, resource=resource
        )
        others = rule(student, "r", "deny", actions=("delete",), **narrow)
        Desk(student, others).names(f"a deny rule about deletes and {words}, asked to read", "", resource=resource)


@pytest.mark.task("decide", points=0.5, spec=lesson.REASON)
def test_every_decision_has_a_reason(student):
    """A decision has a reason in words; that of an indeterminate deny rule contains the exception's text."""
    for words, rules in {
        "permitted": [rule(student, "r", "permit")],
        "denied by a rule": [rule(student, "r", "deny")],
        "no rule permits": [],
        "denied by a rule that raises an exception without a text": [rule(student, "r", "deny", raising(ValueError()))],
        "denied by a rule that returns an empty text": [rule(student, "r", "deny", returning(""))],
        "denied by a rule that returns None": [rule(student, "r", "deny", returning(None))],
    }.items():
        found = Desk(student, *rules).decide()["reason"]
        assert isinstance(found, str) and found.strip(), explain("a reason in words", f"it is {found!r}", tried=words)
    for error in (OSError("badge reader"), ValueError("no such level: gold")):
        found = Desk(student, rule(student, "r", "deny", raising(error))).decide()["reason"]
        assert error.args[0] in str(found), explain(
            f"{error.args[0]!r}, the exception's text, in the reason", f"the reason is {found!r}"
        )


@pytest.mark.task("decide", spec=(lesson.FOUR, lesson.UNCHANGED))
def test_a_guard_decides_again_and_changes_nothing(student):
    """A guard is good for many decisions; a condition gets all four arguments, and they stay as they are."""
    asked = []
    condition = lambda *four: asked.append(deepcopy(four)) or four[0]["id"] == "jane"  # noqa: E731
    desk = Desk(student, rule(student, "r", "permit", condition))
    given = [deepcopy(JANE), "update", deepcopy(POST), {"time": NOON, "ip": "10.0.0.7"}]
    for time in range(2):
        asked.clear()
        desk.permits(f"decision {2 * time + 1}", "r", **dict(zip(ASKED, given, strict=True)))
        expect((JANE, "update", POST, {"time": NOON, "ip": "10.0.0.7"}), asked[0], "what the condition is asked with")
        desk.denies(f"decision {2 * time + 2}, about another user", "", user={"id": "omar"})
    expect([JANE, "update", POST, {"time": NOON, "ip": "10.0.0.7"}], given, "the arguments afterwards")


@pytest.fixture
def shop(student):
    return ShopDesk(student)


@pytest.mark.task("decide", points=0.5, spec=lesson.SHOP)
def test_the_shop_has_five_rules(student):
    """shop_rules returns the five rules with their effects, in their order."""
    found = [(fields(each)["name"], fields(each)["effect"]) for each in student.shop_rules()]
    permits, denies = ("role", "own_post"), ("clearance", "residency", "hours")
    expect([(name, "permit") for name in permits] + [(name, "deny") for name in denies], found, "names and effects")


@pytest.mark.task("decide", spec=lesson.OWN_POST)
def test_the_shop_lets_people_delete_their_own_posts(shop):
    """Whoever owns a post of their own department may delete it in business hours, whatever their role is."""
    for who in (person("viewer"), person(), person("guest")):
        shop.says(True, "own_post", who, "delete", thing(**OWN), "an own post, at noon")
    nobodys = thing(owner=ABSENT, department="sales")
    for words, who, action, what, time in (
        ("a post of somebody else's, same department", person(), "delete", thing(department="sales"), NOON),
        ("an own post of another department", person(), "delete", thing(owner="jane"), NOON),
        ("an own post in the evening", person(), "delete", thing(**OWN), EVENING),
        ("an own post, not deleted but updated", person("viewer"), "update", thing(**OWN), NOON),
        ("an own setting", person("editor"), "delete", thing("settings", **OWN), NOON),
        ("a post without an owner, a user without an id", person(id=ABSENT), "delete", nobodys, NOON),
        ("an own post, and the user's zone is missing", person(zone=ABSENT), "delete", thing(**OWN), NOON),
    ):
        shop.says(False, "", who, action, what, words, time)


@pytest.mark.task("decide", spec=(lesson.CLEARANCE, lesson.IN_REGION))
@pytest.mark.parametrize("name", ["clearance", "residency"])
def test_the_shop_denies_whatever_the_role(shop, name):
    """Nobody, admins and owners included, gets at what they are not cleared for, or may not see in their region."""
    mine, its = {"clearance": ("clearance", "classification"), "residency": ("region", "residency")}[name]
    low, high = ({mine: "internal"}, {its: "secret"}) if name == "clearance" else ({mine: "ch"}, {})
    cases = {"too low" if name == "clearance" else "elsewhere": (low, high)}
    cases |= {f"the user's {mine} is missing": ({mine: ABSENT}, {})}
    cases |= {f"the resource's {its} is missing": ({}, {its: ABSENT})}
    for words, (user_has, it_has) in cases.items():
        for action, kind in (("read", "posts"), ("create", "users"), ("update", "settings"), ("delete", "billing")):
            shop.says(True, "role", person("admin"), action, thing(kind, **OWN), f"an admin, {action} of {kind}")
            what, who = thing(kind, **{**OWN, **it_has}), person("admin", **user_has)
            shop.says(False, name, who, action, what, f"an admin, {action} of {kind}: {words}")


@pytest.mark.task("decide", points=1.5, spec=lesson.IN_HOURS)
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
