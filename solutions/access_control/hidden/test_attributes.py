"""Task attributes: owner, department, residency and clearance, and what is missing of them."""

import pytest

from grader.suite import explain

from .support import ABSENT, LEVELS, answers, misses, without_absent

NEEDS = {
    "is_owner": (("id", "jane"), ("owner", "jane")),
    "same_department": (("department", "engineering"), ("department", "engineering")),
    "in_residency": (("region", "eu"), ("residency", ["eu"])),
    "is_cleared": (("clearance", "internal"), ("classification", "internal")),
}
"""What each condition needs of the user and of the resource, with values for which it holds."""
LIKE = (("jane", "Jane"), ("jane", "jane2"), ("jane2", "jane"), ("jane", " jane"), ("jane", "an"))
"""Texts that are close, and not the same."""


def holds(student, condition):
    """See that a condition holds where nothing is missing."""
    (own, mine), (its, wanted) = NEEDS[condition]
    answers(
        student,
        condition,
        True,
        f"user {own} {mine!r}, resource {its} {wanted!r}",
        user={own: mine},
        resource={its: wanted},
    )


@pytest.mark.task("attributes")
def test_the_owner_is_who_has_the_id(student):
    """is_owner compares the user's id with the resource's owner, to the letter."""
    for user, owner, wanted in (
        ("jane", "jane", True),
        ("u-7", "u-7", True),
        ("jane", "omar", False),
        ("omar", "jane", False),
    ):
        words = f"user {user!r}, owner {owner!r}"
        answers(
            student, "is_owner", wanted, words, user={"id": user, "owner": "omar"}, resource={"owner": owner, "id": "p"}
        )
    for user, owner in LIKE:
        answers(
            student, "is_owner", False, f"user {user!r}, owner {owner!r}", user={"id": user}, resource={"owner": owner}
        )


@pytest.mark.task("attributes")
def test_the_departments_are_the_same(student):
    """same_department compares the two departments, to the letter."""
    for mine, wanted, same in (
        ("sales", "sales", True),
        ("hr", "hr", True),
        ("sales", "hr", False),
        ("hr", "sales", False),
    ):
        words = f"user's department {mine!r}, resource's {wanted!r}"
        answers(student, "same_department", same, words, user={"department": mine}, resource={"department": wanted})
    for mine, wanted in LIKE:
        words = f"user's department {mine!r}, resource's {wanted!r}"
        answers(student, "same_department", False, words, user={"department": mine}, resource={"department": wanted})


@pytest.mark.task("attributes")
def test_the_region_is_one_of_the_residency(student):
    """in_residency looks for the user's region in the list of the resource's regions, to the letter."""
    for region, residency, wanted in (
        ("eu", ["eu"], True),
        ("ch", ["eu", "ch", "uk"], True),
        ("uk", ["eu", "ch", "uk"], True),
        ("us", ["eu", "ch", "uk"], False),
        ("eu", ["us"], False),
        ("eu", [], False),
        ("eu", ["eu-west"], False),
        ("eu-west", ["eu"], False),
        ("EU", ["eu"], False),
        ("eu", ["us,eu"], False),
        ("eu", ["eu "], False),
    ):
        words = f"region {region!r}, residency {residency}"
        answers(student, "in_residency", wanted, words, user={"region": region}, resource={"residency": residency})


@pytest.mark.task("attributes", points=1.5)
def test_a_clearance_is_good_for_its_level_and_below(student):
    """is_cleared holds for a classification that is at the clearance or below it, for each pair of levels."""
    for mine, clearance in enumerate(LEVELS):
        for its, classification in enumerate(LEVELS):
            words = f"clearance {clearance!r}, classification {classification!r}"
            user, resource = {"clearance": clearance}, {"classification": classification}
            answers(student, "is_cleared", mine >= its, words, user=user, resource=resource)


@pytest.mark.task("attributes")
def test_a_level_that_is_unknown_is_missing(student):
    """A clearance or a classification that is none of the four levels can't be compared with anything."""
    holds(student, "is_cleared")
    for level in ("top secret", "Secret", "publi", "SECRET", "zzz"):
        for other in ("public", "secret", level):
            for clearance, classification in ((level, other), (other, level)):
                words = f"clearance {clearance!r}, classification {classification!r}"
                user, resource = {"clearance": clearance}, {"classification": classification}
                misses(student, "is_cleared", words, user=user, resource=resource)


@pytest.mark.task("attributes")
def test_a_residency_is_a_list(student):
    """A residency that is one text is missing: in a text Python finds any part of it."""
    holds(student, "in_residency")
    for residency in ("eu", "eu,us", "europe"):
        misses(
            student,
            "in_residency",
            f"residency {residency!r}",
            user={"region": "eu"},
            resource={"residency": residency},
        )


@pytest.mark.task("attributes", points=0.5)
@pytest.mark.parametrize("condition", list(NEEDS))
def test_what_is_missing_is_no_answer(student, condition):
    """A condition raises MissingAttributeError if an attribute of either side is not there or has no value."""
    holds(student, condition)
    (own, mine), (its, wanted) = NEEDS[condition]
    for nothing in (ABSENT, None, ""):
        for left, right in ((nothing, wanted), (mine, nothing), (nothing, nothing)):
            user, resource = without_absent(**{own: left}), without_absent(**{its: right})
            misses(student, condition, f"user {user}, resource {resource}", user=user, resource=resource)


@pytest.mark.task("attributes", points=0.5)
@pytest.mark.parametrize("condition", list(NEEDS))
def test_another_form_is_missing(student, condition):
    """An attribute that has another form than it should is as good as missing, on either side and on both."""
    holds(student, condition)
    (own, mine), (its, wanted) = NEEDS[condition]
    for odd in (7, True, {"name": "jane"}):
        for left, right in ((odd, wanted), (mine, odd), (odd, odd)):
            misses(
                student,
                condition,
                f"user { ({own: left}) }, resource { ({its: right}) }",
                user={own: left},
                resource={its: right},
            )


@pytest.mark.task("attributes")
def test_the_error_names_what_is_missing(student):
    """The error says which attribute is missing, and whose."""
    for condition, ((own, mine), (its, wanted)) in NEEDS.items():
        for user, resource, name in (({}, {its: wanted}, f"user.{own}"), ({own: mine}, {}, f"resource.{its}")):
            said = misses(student, condition, f"{condition}, {name} is missing", user=user, resource=resource)
            assert name in said, explain(f"{name} in the error's text", f"it says {said!r}", tried=condition)


@pytest.mark.task("attributes", points=0.5)
def test_roles_make_no_difference_to_attributes(student):
    """A condition about attributes holds or not whatever the roles and the action are."""
    for condition, ((own, mine), (its, wanted)) in NEEDS.items():
        for roles in (["admin"], [], ABSENT):
            for action in ("read", "delete", "export"):
                words, roles_of = (
                    f"roles {roles if roles is not ABSENT else 'missing'}, {action}",
                    without_absent(roles=roles),
                )
                asked = {"action": action, "user": {own: mine, **roles_of}}
                answers(student, condition, True, words, resource={its: wanted}, **asked)
    stranger = {"id": "root", "roles": ["admin"], "department": "hr", "region": "us", "clearance": "public"}
    post = {"owner": "jane", "department": "sales", "residency": ["eu"], "classification": "secret"}
    for condition in NEEDS:
        answers(
            student, condition, False, "an admin who is none of that", user=stranger, resource=post, action="delete"
        )
