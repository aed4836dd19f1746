"""What the files of this suite share: conditions asked about, rules of the test's own, and what is expected of them."""

from datetime import UTC, datetime, timedelta

from grader.suite import explain, fields

ACTIONS = ("create", "read", "update", "delete")
TYPES = ("users", "posts", "settings", "billing")
LEVELS = ("public", "internal", "confidential", "secret")
MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
"""Midnight in UTC. A week that begins with it is far from any change to or from summer time."""
NOON = MONDAY + timedelta(hours=12)

CLOSED = "what is not known has to mean no: an attribute gets lost more easily than a key"
ABSENT = object()


def without_absent(**entries):
    """A dictionary of those that are not ABSENT."""
    return {name: value for name, value in entries.items() if value is not ABSENT}


def answers(student, condition, wanted, tried, *, user, resource=None, action="read", environment=None, why=""):
    """See that a condition answers True or False as it should."""
    found = getattr(student, condition)(user, action, resource or {}, environment or {})
    assert found is wanted, explain(f"{condition} to answer {wanted}", f"it answers {found!r}", why=why, tried=tried)


def misses(student, condition, tried, *, user, resource=None, action="read", environment=None):
    """See that a condition raises MissingAttributeError. Returns its text."""
    with student.raises("MissingAttributeError", why=CLOSED, tried=tried) as caught:
        getattr(student, condition)(user, action, resource or {}, environment or {})
    return caught.value.text


def expect(wanted, found, what, why="", tried="", try_next=""):
    """Assert that something is as it should be, and tell a student in words what it is and how it was."""
    assert found == wanted, explain(f"{what}: {wanted!r}", f"{found!r}", why=why, tried=tried, try_next=try_next)


def always(*asked):
    """A condition that holds."""
    return True


def never(*asked):
    """A condition that does not hold."""
    return False


def raising(error):
    """A condition that raises this."""

    def condition(*asked):
        raise error

    return condition


def returning(value):
    """A condition that answers with this."""
    return lambda *asked: value


JANE = {"id": "jane", "roles": ["editor"], "department": "engineering"}
POST = {"id": "p-1", "type": "posts", "owner": "jane", "text": "Shoes are in."}


class Desk:
    """A guard of the student's with rules of the test's, and the log that it writes."""

    def __init__(self, student, *rules, audit=None):
        self.log = []
        self.is_full = False
        self.guard = student.Guard(list(rules), audit=audit or self.audit)

    def audit(self, record):
        """Keep a record, or fail if the log is full."""
        if self.is_full:
            raise OSError("disk full")
        self.log.append(record)

    def decide(self, user=JANE, action="read", resource=POST, environment=None):
        """The decision, as a dictionary."""
        decision = self.guard.decide(user, action, resource, {"time": NOON} if environment is None else environment)
        found = fields(decision)
        assert set(found) >= {"allowed", "rule", "reason"}, explain("a Decision", f"it has the fields {sorted(found)}")
        return found

    def names(self, tried, rule, why="", **asked):
        """See which rule decides ("" is none), whatever that means for the decision."""
        expect(rule, self.decide(**asked)["rule"], "the rule of this decision", why, tried)

    def permits(self, tried, rule=None, **asked):
        """See that it is permitted, by this rule if one is named."""
        found = self.decide(**asked)
        assert found["allowed"] is True, explain("a decision that is allowed", f"it is {found}", tried=tried)
        if rule is not None:
            expect(rule, found["rule"], "the rule that permits it", tried=tried)
        return found

    def denies(self, tried, rule=None, why="", **asked):
        """See that it is denied, by this rule if one is named ("" is none)."""
        found = self.decide(**asked)
        assert found["allowed"] is False, explain("a decision that is not allowed", f"it is {found}", why, tried=tried)
        if rule is not None:
            expect(rule, found["rule"], "the rule of this decision", tried=tried)
        return found
