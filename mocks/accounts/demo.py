"""The users that a directory on loopback begins with, to try things by hand. Their passwords stand in the lesson."""

from __future__ import annotations

from mocks.accounts.store import Account

_STAFF = ("seats:read", "seats:write", "profile:read")

DEMO = (
    Account("jane", "$scrypt$ln=10,r=8,p=1$Kv2esjVkWbyTcCJZlcg0Aw$Cpsq9oRY/8dxlL+GJw1Dk0lawvrJ2hWo6+DBV4xbfDs", _STAFF),
    Account(
        "omar",
        "$scrypt$ln=14,r=8,p=5$VcQxHvybxb6TKUB2UGcRWw$CUhco+hRp9mErPBt7y6cTnmWqS0oRg3j2vS/STBo7lw",
        ("seats:read", "profile:read"),
    ),
    Account(
        "zoe",
        "$scrypt$ln=14,r=8,p=5$P/02/KXffaSm9EyJNjMRUg$vOBZQpV6RYqxjsHCFQg/TgNJVSIq7b9o/uWgPSmsCdY",
        _STAFF,
        active=False,
    ),
)
"""``jane``: ``box office``, an old record with low cost. ``omar``: ``row seven``. ``zoe``: ``gone home``, closed."""
