"""Task pins: the public key, with a backup."""

import base64

import pytest

from grader.suite import explain

from .support import NOW, SECOND, same


def pin(issued):
    """Return the pin of a certificate."""
    return base64.b64encode(issued.spki_sha256).decode()


@pytest.mark.task("pins", points=1, spec="`pin_of(certificate)` returns `base64(SHA-256(SubjectPublicKeyInfo in DER))`")
def test_a_pin_is_of_the_public_key(student, ca):
    """A renewed certificate with the same key has the same pin, another key has another."""
    old = ca.issue("bank.test", end=NOW)
    new = ca.issue("bank.test", begin=NOW + SECOND, key=old.key)
    for issued in (old, new, ca.issue("bank.test"), ca.root):
        same(student.pin_of(issued.der), pin(issued), "the pin", "a renewed certificate would lock every customer out")


@pytest.mark.task("pins", points=1, spec="has one of the pins: the leaf, an intermediate or the root.")
def test_one_pinned_certificate_is_enough(student, ca):
    """Whichever certificate of the path is pinned, and whether the pin is the first or the backup."""
    leaf, spare = ca.issue("bank.test"), pin(ca.issue("spare.test"))
    path = [*leaf.ders, ca.root.der]
    for pinned in (leaf, ca.intermediate, ca.root):
        for pins in ([pin(pinned), spare], [spare, pin(pinned)]):
            kept = student.PinSet(pins)
            same(kept.check(path), None, "None for a pinned key")
            with student.raises("PinMismatch", why="a pin that lets every key pass pins nothing"):
                kept.check([ca.issue("bank.test").der])


@pytest.mark.task("pins", points=1, spec="Otherwise, and for an empty list, it raises `PinMismatch`.")
def test_another_key_is_refused(student, ca):
    """A good certificate with another key does not pass, nor does an empty path."""
    leaf, other, spare = ca.issue("bank.test"), ca.issue("bank.test"), ca.issue("spare.test")
    pins = student.PinSet([pin(leaf), pin(spare)])
    pins.check([leaf.der])
    for path in ([*other.ders, ca.root.der], []):
        with student.raises("PinMismatch", why="any of a hundred authorities may have signed this one"):
            pins.check(path)
    same(pins.check([leaf.der]), None, "None for the pinned key, after that as well")


@pytest.mark.task("pins", points=1, spec="there are **at least two different** ones.")
def test_a_pin_needs_a_backup(student, ca):
    """One pin is refused, and so is the same one twice, or none."""
    one, two = pin(ca.root), pin(ca.intermediate)
    student.PinSet([one, two])
    for pins in ([one], [one, one], []):
        with student.raises("ValueError", why="a lost key would lock every customer out", tried=f"{len(pins)} pins"):
            student.PinSet(pins)


@pytest.mark.task("pins", points=0.5, spec="unless each one is base64 (the standard alphabet) of exactly 32 bytes")
def test_each_pin_has_its_form(student, ca):
    """What is no base64 of 32 bytes is refused, in any place, whatever is beside it."""
    good = [pin(ca.root), pin(ca.intermediate)]
    student.PinSet(good)
    short, long = (base64.b64encode(bytes(size)).decode() for size in (31, 33))
    url_safe = base64.urlsafe_b64encode(b"\xfb" * 32).decode()
    for bad in (short, long, url_safe, "", "no pin", good[0][:-1], good[0] + "\n"):
        for pins in ([*good, bad], [bad, *good]):
            with student.raises("ValueError", why="a pin with a slip in it never fits", tried=repr(bad)):
                student.PinSet(pins)


@pytest.mark.task(
    "pins", points=1, spec="`PinSet.has_backup(path)` returns True if at least one of the pins is **not** that"
)
def test_a_backup_lies_outside_of_the_path(student, ca):
    """A pin of the path is no backup."""
    leaf, spare = ca.issue("bank.test"), ca.issue("spare.test")
    path = [*leaf.ders, ca.root.der]
    for pins, wanted in (
        ([leaf, spare], True),
        ([leaf, ca.root], False),
        ([leaf, ca.intermediate, ca.root], False),
        ([leaf, ca.root, spare], True),
        ([spare, ca.issue("b.test")], True),
    ):
        same(student.PinSet([pin(each) for each in pins]).has_backup(path), wanted, f"has_backup with {len(pins)} pins")


@pytest.mark.task("pins", points=0.5, spec=("takes an iterable of such texts.", "It keeps a copy."))
def test_keeps_a_copy_of_the_pins(student, ca):
    """What becomes of the caller's list, or of another set, changes nothing."""
    leaf, spare, evil = ca.issue("bank.test"), ca.issue("spare.test"), ca.issue("evil.test")
    mine = [pin(leaf), pin(spare)]
    first = student.PinSet(mine)
    mine[:] = [pin(evil), pin(ca.root)]
    second = student.PinSet(tuple(mine))
    first.check([leaf.der])
    second.check([evil.der])
    for pins, path in ((first, [evil.der]), (second, [leaf.der])):
        with student.raises("PinMismatch", why="pins that change from outside pin nothing"):
            pins.check(path)
    assert first != second, explain(expected="two sets", happened="one")
