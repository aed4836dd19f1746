"""Three of the tests, to read and to learn from. The hidden ones are written in the same way."""

import pytest

from grader.suite import explain, fields


@pytest.mark.task("rbac")
def test_example_an_editor_writes_posts_and_no_bills(student):
    """An editor may update posts, and may not read what is under billing."""
    editor = {"id": "jane", "roles": ["editor"]}
    found = [
        student.has_role_permission(editor, action, {"type": kind}, {})
        for action, kind in (("update", "posts"), ("read", "billing"))
    ]
    assert found == [True, False], explain("True for posts and False for billing", f"the answers are {found}")


@pytest.mark.task("attributes")
def test_example_nobody_owns_what_has_no_owner(student):
    """Jane owns her post; a post without an owner is nobody's."""
    jane = {"id": "jane"}
    found = student.is_owner(jane, "update", {"owner": "jane"}, {})
    assert found is True, explain("True for a post of jane's", f"the answer is {found!r}")
    with student.raises("MissingAttributeError", why="None equals None: everybody without an id would own it"):
        student.is_owner(jane, "update", {}, {})


@pytest.mark.task("decide")
def test_example_a_no_outweighs_a_yes(student):
    """One rule permits, another one denies: the decision is to deny."""
    rules = [
        student.Rule("everybody", "permit", lambda *asked: True),
        student.Rule("nobody", "deny", lambda *asked: True),
    ]
    guard = student.Guard(rules, audit=lambda record: None)
    found = fields(guard.decide({"id": "jane"}, "read", {"id": "p-1", "type": "posts"}, {}))
    assert (found["allowed"], found["rule"]) == (False, "nobody"), explain(
        expected="a decision that is not allowed, by the rule 'nobody'", happened=f"it is {found}"
    )
