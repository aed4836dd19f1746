"""A guard that decides by role, owner and business hours, and writes every decision down."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

OPENS, CLOSES = dt.time(9), dt.time(17)


@dataclass(frozen=True)
class Decision:
    """Whether, and why."""

    allowed: bool
    reason: str


class Guard:
    """Decides. ``audit`` is called with every decision as a dict."""

    def __init__(self, audit: Callable[[dict], None]) -> None:
        self._audit = audit

    def decide(self, user: dict, action: str, resource: dict) -> Decision:
        """Deny by default: only an owner, or an admin in business hours where they are."""
        local = dt.datetime.now(ZoneInfo(user.get("zone", "UTC")))
        if user.get("id") == resource.get("owner", ""):
            decision = Decision(True, "owner")
        elif user.get("role") != "admin":
            decision = Decision(False, "not the owner")
        elif local.weekday() < 5 and OPENS <= local.time() < CLOSES:
            decision = Decision(True, "admin")
        else:
            decision = Decision(False, "outside business hours")
        self._audit({"user": user.get("id"), "action": action, "allowed": decision.allowed, "reason": decision.reason})
        return decision
