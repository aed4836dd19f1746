"""Adds the resource's owner to the record.

Fails: nothing_yet
"""


def _record(
    user_id: str | None, action: str, resource: Attributes, environment: Attributes, decision: Decision
) -> dict[str, Any]:
    """Return what the audit log is told."""
    what = {"action": action, "type": resource.get("type"), "resource": resource.get("id")}
    return {
        "time": environment.get("time"),
        "user": user_id,
        **what,
        **asdict(decision),
        "owner": resource.get("owner"),
    }
