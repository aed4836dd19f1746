"""Task policy: which rule decides, what it allows, and what a policy has that nobody needs."""

import copy

import pytest

from grader.suite import explain, fields, type_name

from . import lesson
from .support import expect

READ = "test_allows_what_a_rule_allows"
REVIEW = "test_review_of_a_policy_that_fits"
GIVEN = ["create", "read", "update", "patch", "delete", "list", "sudo"]
ONE_RULE = "a wide rule that helps out where a narrow one says no makes every narrow rule worthless"


def asks(student, policies, cases, why=""):
    """See what these policies say to each of some questions."""
    for (path, capability), wanted in cases.items():
        found = student.is_allowed(copy.deepcopy(policies), path, capability)
        expect(wanted, found, f"{capability} on {path!r}", why=why, tried=f"the policies {policies}")


@pytest.mark.task("policy", points=1, spec=(lesson.NO_RULE, lesson.EXACT))
def test_allows_what_a_rule_allows(student):
    """A capability that the rule has is allowed; another one, another path, and no policy at all are not."""
    for capability in GIVEN:
        asks(student, [{"kv/a": [capability]}], {("kv/a", one): one == capability for one in GIVEN})
    asks(student, [{"kv/a": ["read", "list"]}, {"kv/b": ["update"]}], {
        ("kv/a", "read"): True, ("kv/a", "list"): True, ("kv/b", "update"): True,
        ("kv/b", "read"): False, ("kv/a", "Read"): False, ("kv/A", "read"): False, ("kv/a", ""): False,
        ("kv", "read"): False, ("kv/a/b", "read"): False, ("kv/ab", "read"): False, ("", "read"): False,
    })  # fmt: skip
    for nothing in ([], [{}], [{"kv/a": []}]):
        asks(student, nothing, {("kv/a", "read"): False}, why="what nobody has allowed is refused")


@pytest.mark.task("policy", points=1, needs=READ, spec=lesson.STAR)
def test_a_star_at_the_end_stands_for_anything(student):
    """`*` stands for anything at the end of a path, also for nothing and across `/`; elsewhere for itself."""
    asks(student, [{"kv/pay*": ["read"]}], {
        ("kv/pay", "read"): True, ("kv/pay/stripe", "read"): True, ("kv/payroll", "read"): True,
        ("kv/pa", "read"): False, ("xkv/pay", "read"): False, ("kv/pay/a", "list"): False,
    })  # fmt: skip
    asks(student, [{"*": ["list"]}], {("", "list"): True, ("any/thing", "list"): True})
    asks(student, [{"kv/*/key": ["read"]}], {("kv/*/key", "read"): True, ("kv/a/key", "read"): False})
    asks(student, [{"kv/a.c": ["read"], "kv/[ab]": ["read"], "kv/?": ["read"]}], {
        ("kv/a.c", "read"): True, ("kv/abc", "read"): False, ("kv/a", "read"): False, ("kv/b", "read"): False,
    })  # fmt: skip
    asks(student, [{"kv/a.*": ["read"]}], {("kv/a.b", "read"): True, ("kv/ab", "read"): False})


@pytest.mark.task("policy", points=1, needs=READ, spec=(lesson.DECIDES, lesson.IT_ALONE))
def test_one_rule_decides(student):
    """The rule without `*` decides, otherwise the longest; what another one allows is no help."""
    wide = {"kv/*": ["read", "list"], "kv/pay/*": ["update"], "kv/pay/key": ["delete"], "kv/pay/k*": ["create"]}
    for policies in ([wide], [{path: rule} for path, rule in wide.items()], [dict(reversed(wide.items()))]):
        asks(student, policies, {
            ("kv/a", "read"): True, ("kv/pay/a", "update"): True, ("kv/pay/a", "read"): False,
            ("kv/pay/key", "delete"): True, ("kv/pay/key", "create"): False, ("kv/pay/key", "read"): False,
            ("kv/pay/key", "update"): False, ("kv/pay/keys", "create"): True, ("kv/pay/keys", "update"): False,
        }, why=ONE_RULE)  # fmt: skip
    same = [{"kv/key*": ["read"], "kv/key": ["list"]}]
    asks(student, same, {("kv/key", "list"): True, ("kv/key", "read"): False}, why=ONE_RULE)


@pytest.mark.task("policy", points=0.5, needs=READ, spec=lesson.JOINED)
def test_rules_with_the_same_path_are_one(student):
    """Two policies with the same path allow what either allows, and are as they were afterwards."""
    policies = [{"kv/a": ["read"], "kv/*": ["list"]}, {"kv/a": ["update"]}, {"kv/*": ["read"]}]
    kept = copy.deepcopy(policies)
    found = [student.is_allowed(policies, "kv/a", one) for one in ("read", "update", "list")]
    expect([True, True, False], found, "read, update and list on kv/a", tried=f"the policies {kept}")
    expect([True, True], [student.is_allowed(policies, "kv/b", one) for one in ("list", "read")], "list, read on kv/b")
    expect(kept, policies, "the policies that were given, afterwards", why="nothing that you are given is changed")


@pytest.mark.task("policy", points=0.5, needs=READ, spec=lesson.DENIES)
def test_deny_denies(student):
    """A deciding rule with `deny` allows nothing, whatever else it says; one that does not decide has no say."""
    for policies in (
        [{"kv/a": ["read", "deny"]}],
        [{"kv/a": ["deny", "read"]}],
        [{"kv/a": ["read"]}, {"kv/a": ["deny"]}],
    ):
        asks(student, policies, {("kv/a", "read"): False, ("kv/a", "deny"): False})
    asks(student, [{"kv/*": ["deny"], "kv/a": ["read"]}], {("kv/a", "read"): True, ("kv/b", "read"): False})
    asks(student, [{"kv/*": ["read"]}, {"kv/a/*": ["deny"]}], {("kv/a/b", "read"): False, ("kv/b", "read"): True})


def reviewed(student, policy, used):
    """A review as plain fields, and that nothing of the arguments has been changed."""
    kept = copy.deepcopy((policy, used))
    found = student.review(policy, used)
    assert type_name(found) == "Review", explain("a Review", f"a value of the type {type_name(found)}")
    expect(kept, (policy, used), "policy and log, afterwards", why="nothing that you are given is changed")
    parts = fields(found)
    return {name: [tuple(one) if isinstance(one, list) else one for one in parts[name]] for name in parts}


@pytest.mark.task("policy", points=0.5, spec=lesson.UNUSED)
def test_review_of_a_policy_that_fits(student):
    """Where each capability is used and nothing else was tried, there is nothing to say."""
    policy = {"kv/a": ["read", "update"], "kv/b": ["list"]}
    used = [("kv/a", "read"), ("kv/b", "list"), ("kv/a", "read"), ("kv/a", "update")]
    nothing = {"wildcards": [], "unused": [], "denied": []}
    expect(nothing, reviewed(student, policy, used), "a policy that is used as it is")
    expect(nothing, reviewed(student, {}, []), "an empty policy and an empty log")


@pytest.mark.task("policy", points=0.5, needs=REVIEW, spec=lesson.WILD)
def test_review_names_the_wildcards(student):
    """The paths that end with `*` are told, sorted, used or not; one with `*` elsewhere is none."""
    policy = {"kv/z*": ["read"], "kv/*/key": ["read"], "*": ["list"], "kv/a/*": ["deny"], "kv/a": ["read"]}
    for used in ([], [("kv/z", "read"), ("kv/a", "read")]):
        expect(["*", "kv/a/*", "kv/z*"], reviewed(student, policy, used)["wildcards"], "the wildcards", tried=f"{used}")


@pytest.mark.task("policy", points=1, needs=REVIEW, spec=lesson.UNUSED)
def test_review_names_what_is_unused(student):
    """What no allowed use rests on is unused: not asked for, decided by another rule, or denied."""
    policy = {"kv/b": ["update", "read", "read"], "kv/*": ["read", "list"], "kv/a": ["deny", "list"]}
    found = reviewed(student, policy, [])["unused"]
    all_of_them = [("kv/*", "list"), ("kv/*", "read"), ("kv/a", "list"), ("kv/b", "read"), ("kv/b", "update")]
    expect(all_of_them, found, "what is unused where nothing was used", why="each pair once, sorted, without `deny`")
    found = reviewed(student, policy, [("kv/b", "read")])["unused"]
    expect(all_of_them[:3] + all_of_them[4:], found, "what is unused where only kv/b was read", why=ONE_RULE)
    used = [("kv/b", "read"), ("kv/b", "list"), ("kv/a", "list"), ("kv/c", "read"), ("kv/c", "read")]
    left = [("kv/*", "list"), ("kv/a", "list"), ("kv/b", "update")]
    found = reviewed(student, policy, used)["unused"]
    expect(left, found, "what is unused", tried=f"the policy {policy} and the log {used}")


@pytest.mark.task("policy", points=1, needs=REVIEW, spec=lesson.TRIED)
def test_review_names_what_was_denied(student):
    """What was tried and is not allowed is told, each once, in the order of the log."""
    policy = {"kv/*": ["read"], "kv/root": ["deny", "read"], "kv/a": ["update"]}
    used = [
        *(("sys/x", "read"), ("kv/b", "read"), ("kv/root", "read"), ("kv/a", "read")),
        *(("sys/x", "read"), ("kv/a", "update"), ("kv/b", "list"), ("kv/root", "read")),
    ]
    wanted = [("sys/x", "read"), ("kv/root", "read"), ("kv/a", "read"), ("kv/b", "list")]
    found = reviewed(student, policy, used)["denied"]
    expect(wanted, found, "what was denied", tried=f"the policy {policy} and the log {used}")
