"""Users and resources for the shop's rules: every condition holds where a test does not say otherwise."""

from datetime import timedelta

from .support import NOON, Desk, without_absent

EVENING = NOON + timedelta(hours=8)
"""20:00 in UTC, and for everybody here."""


def person(*roles, **known):
    """Somebody with these roles who is cleared for all, in the EU and in sales."""
    usual = {"id": "jane", "department": "sales", "clearance": "secret", "region": "eu", "zone": "UTC"}
    return without_absent(roles=list(roles), **{**usual, **known})


def thing(kind="posts", **known):
    """Something of the EU's that is internal, and belongs to omar in hr."""
    usual = {"id": "x-1", "owner": "omar", "department": "hr", "classification": "internal", "residency": ["eu", "us"]}
    return without_absent(type=kind, **{**usual, **known})


OWN = {"owner": "jane", "department": "sales"}


class ShopDesk(Desk):
    """A guard with the shop's own rules."""

    def __init__(self, student):
        super().__init__(student, *student.shop_rules())

    def says(self, allowed, rule, who, action, what, tried, time=NOON):
        """See that it is allowed or not, and by which rule."""
        asked = {"user": who, "action": action, "resource": what, "environment": {"time": time}}
        if allowed:
            self.permits(tried, rule, **asked)
        else:
            self.denies(tried, rule, **asked)


def _post(post_id, owner, classification):
    common = {"type": "posts", "department": "sales", "residency": ["eu"], "text": "…"}
    return {"id": post_id, "owner": owner, "classification": classification, **common}


def _employee(role, region):
    known = {"department": "sales", "clearance": "internal", "timezone": "Europe/Berlin"}
    return {"roles": [role], "region": region, **known}


SHOP_POSTS = {
    "own": _post("own", "ed", "internal"),
    "other": _post("other", "vic", "public"),
    "secret": _post("secret", "ed", "secret"),
}
STAFF = {"ed": _employee("editor", "eu"), "vic": _employee("viewer", "eu"), "pam": _employee("admin", "us")}
"""What the directory knows of who works in the shop."""
