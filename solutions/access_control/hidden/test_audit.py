"""Task audit: what a guard logs."""

import pytest

from grader.suite import explain

from . import lesson
from .support import JANE, NOON, POST, Desk, always, expect, raising

ENTRIES = ("time", "user", "action", "type", "resource", "allowed", "rule", "reason")
WHY = "an attacker would fill the disk first"


def entry(record, *names):
    """Some entries of a record."""
    return {name: record.get(name, "(not there)") for name in names}


def one_record(desk, tried):
    """The only record there is."""
    assert len(desk.log) == 1, explain("one record in the audit log", f"there are {len(desk.log)}", tried=tried)
    return desk.log[0]


def each_kind(student):
    """A guard for each kind of decision, with words for it."""
    permit, deny = student.Rule("staff", "permit", always), student.Rule("closed", "deny", always)
    yield "permitted", Desk(student, permit)
    yield "denied by a rule", Desk(student, deny)
    yield "denied, no rule permits", Desk(student)


@pytest.mark.task("audit", points=1.5, spec=lesson.LOGS)
def test_every_decision_is_logged(student):
    """A decision is logged once, whatever it is, also one that was made before; each guard has its own log."""
    other = Desk(student)
    odd = Desk(student, student.Rule("odd", "deny", raising(OSError("badge reader"))))
    for words, desk in (*each_kind(student), ("denied by an indeterminate rule", odd)):
        desk.decide()
        one_record(desk, words)
        desk.decide()
        expect(2, len(desk.log), "records after the same decision again", tried=words)
    expect([], other.log, "the log of a guard that has decided nothing")


@pytest.mark.task("audit", points=1.5, spec=(lesson.LOGS, lesson.ENTRIES))
def test_a_record_says_what_was_decided_about_whom(student):
    """A record has the time, user, action, type and id, and allowed, rule and reason as in the decision."""
    for user, action, resource in (("jane", "delete", POST), ("u-7", "export", {"id": "b-9", "type": "billing"})):
        wanted = {"time": NOON, "user": user, "action": action, "type": resource["type"], "resource": resource["id"]}
        for words, desk in each_kind(student):
            decision = desk.decide(user={"id": user}, action=action, resource=resource)
            assert desk.log, explain("a record in the audit log", "there is none", tried=words)
            expect({**wanted, **decision}, entry(desk.log[-1], *ENTRIES), "the record", tried=words)


@pytest.mark.task("audit", spec=(lesson.LOGS, lesson.NO_VALUE))
def test_a_record_has_eight_entries_and_no_others(student):
    """Other attributes of user and resource do not go into the log; what is not there is None."""
    desk = Desk(student, student.Rule("staff", "permit", always))
    desk.decide(user={**JANE, "clearance": "secret", "email": "jane@home.test"})
    expect(sorted(ENTRIES), sorted(one_record(desk, "all is there")), "the entries of a record")
    told = str(desk.log)
    assert "jane@home.test" not in told, explain("no e-mail address in the log", f"the log is {told}")
    desk.log.clear()
    desk.decide(user={}, resource={}, environment={"ip": "10.0.0.7"})
    names = ("time", "user", "type", "resource")
    expect(dict.fromkeys(names), entry(one_record(desk, "nothing is there"), *names), "these entries, with no values")


@pytest.mark.task("audit", spec=lesson.NO_LOG)
def test_what_can_not_be_logged_is_not_permitted(student):
    """If audit raises an exception, decide raises it too, whatever is decided: nobody gets in or tries unseen."""
    permit = student.Rule("staff", "permit", always)
    Desk(student, permit).permits("the log works")
    for error in (OSError("disk full"), RuntimeError("disk full")):
        name = type(error).__name__
        broken = Desk(student, permit, audit=raising(error))
        with student.raises(name, why=WHY, tried=f"audit raises {name}"):
            broken.decide()
    for words, desk in each_kind(student):
        desk.decide()
        if desk.log:  # whether it is logged at all is the matter of another test
            desk.is_full = True
            with student.raises("OSError", why=WHY, tried=f"audit raises OSError, {words}"):
                desk.decide()
