"""Two tests of access control."""

import pytest

from grader.suite import explain, fields


@pytest.mark.task("hours")
def test_business_hours_are_those_of_the_user(student, clock):
    """An administrator may act from nine to five, by the clock on the wall where they are."""
    guard, seen = student.Guard(audit=lambda record: None), []
    admin = {"id": "root", "role": "admin", "zone": "Europe/Berlin"}  # in winter an hour ahead of UTC
    for seconds in (0, 7 * 3600 - 1, 1):  # from Monday, 10:00 in Berlin
        clock.advance(seconds)
        seen.append(fields(guard.decide(admin, "delete", {"owner": "jane"}))["allowed"])
    assert seen == [True, True, False], explain(
        expected="yes at 10:00:00 and 16:59:59, no at 17:00:00 in Berlin", happened=f"{seen}"
    )


@pytest.mark.task("audit")
def test_writes_down_the_refusals(student):
    """Every decision is audited with its reason, a refusal as well."""
    log = []
    guard = student.Guard(audit=log.append)
    for name in ("jane", "mallory"):
        guard.decide({"id": name, "role": "viewer"}, "read", {"owner": "jane"})
    told = [(record["user"], record["allowed"], bool(record["reason"])) for record in log]
    assert told == [("jane", True, True), ("mallory", False, True)], explain(
        expected="jane's and mallory's decision, each with a reason", happened=f"{log}"
    )
