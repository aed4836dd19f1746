"""Task audit: what a guard writes down."""

import pytest

from grader.suite import explain

from .support import JANE, NOON, POST, Desk, always, expect, raising

ENTRIES = ("time", "user", "action", "type", "resource", "allowed", "rule", "reason")


def entry(record, *names):
    """Some entries of a record."""
    return {name: record.get(name, "(not there)") for name in names}


def one_record(desk, tried):
    """The only record there is."""
    assert len(desk.log) == 1, explain("one record in the audit log", f"there are {len(desk.log)}", tried=tried)
    return desk.log[0]


def each_kind(student):
    """A guard for each kind of decision: its words, whether it permits, and the rule."""
    permit = student.Rule("staff", "permit", always)
    yield "permitted", Desk(student, permit), True, "staff"
    yield "denied by a rule", Desk(student, permit, student.Rule("closed", "deny", always)), False, "closed"
    yield (
        "denied, can't be told",
        Desk(student, permit, student.Rule("odd", "deny", raising(KeyError("k")))),
        False,
        "odd",
    )
    yield "denied, no rule permits", Desk(student), False, ""


@pytest.mark.task("audit", points=1.5)
def test_every_decision_is_written_down(student):
    """A decision is written down once, by whatever rule and whether it permits or not."""
    for words, desk, *_ in each_kind(student):
        desk.decide()
        one_record(desk, words)


@pytest.mark.task("audit", points=1)
def test_a_record_says_what_was_decided(student):
    """A record says whether it was permitted, by which rule and why: the same as the decision."""
    for words, desk, allowed, rule in each_kind(student):
        decision = desk.decide()
        record = one_record(desk, words) if desk.log else {}
        wanted = {"allowed": allowed, "rule": rule, "reason": decision["reason"]}
        expect(wanted, entry(record, *wanted), "allowed, rule and reason in the record", tried=words)


@pytest.mark.task("audit", points=1)
def test_a_record_says_who_what_and_when(student):
    """A record has the time, the user, the action, and the type and id of the resource."""
    desk = Desk(student, student.Rule("staff", "permit", always))
    for user, action, resource in (("jane", "delete", POST), ("u-7", "export", {"id": "b-9", "type": "billing"})):
        desk.log.clear()
        desk.decide(user={"id": user}, action=action, resource=resource)
        wanted = {"time": NOON, "user": user, "action": action, "type": resource["type"], "resource": resource["id"]}
        expect(wanted, entry(one_record(desk, action), *wanted), "who, what and when in the record")


@pytest.mark.task("audit", points=0.5)
def test_a_record_has_nothing_else(student):
    """A record has eight entries: other attributes of user and resource do not belong into a log."""
    secret = {**JANE, "clearance": "secret", "email": "jane@home.test"}
    for words, desk, *_ in each_kind(student):
        desk.decide(user=secret)
        expect(sorted(ENTRIES), sorted(one_record(desk, words)), "the entries of a record", tried=words)
        told = str(desk.log)
        assert "jane@home.test" not in told, explain("no e-mail address in the log", f"the log is {told}", tried=words)


@pytest.mark.task("audit", points=0.5)
def test_what_is_not_there_is_none_in_the_record(student):
    """A user or a resource without an id, and an environment without a time, are written down as None."""
    desk = Desk(student)
    desk.decide(user={}, resource={}, environment={"ip": "10.0.0.7"})
    names = ("time", "user", "type", "resource")
    expect(dict.fromkeys(names), entry(one_record(desk, "nothing is there"), *names), "these entries")


@pytest.mark.task("audit", points=0.5)
def test_the_same_again_is_written_down_again(student):
    """Every decision is written down, also one that was made before; each guard writes into its own log."""
    permit = student.Rule("staff", "permit", always, actions=("read",))
    desk, other = Desk(student, permit), Desk(student, permit)
    for action in ("read", "read", "delete", "delete", "read"):
        desk.decide(action=action)
    found = [record.get("allowed") for record in desk.log]
    expect([True, True, False, False, True], found, "the decisions in the log")
    expect([], other.log, "the log of the other guard")


@pytest.mark.task("audit", points=1)
def test_what_can_not_be_written_down_is_not_permitted(student):
    """If the audit log fails, decide raises: nobody is let in unseen."""
    permit = student.Rule("staff", "permit", always)
    Desk(student, permit).permits("the log works")
    for error in ("OSError", "RuntimeError"):
        broken = Desk(
            student, permit, audit=raising({"OSError": OSError, "RuntimeError": RuntimeError}[error]("disk full"))
        )
        with student.raises(error, why="an attacker would fill the disk first", tried=f"audit raises {error}"):
            broken.decide()
