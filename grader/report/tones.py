"""What the words for states mean, in colour: one meaning in every drawing. Only the report uses it."""

from __future__ import annotations

_KNOWN = {
    **dict.fromkeys(("closed", "passing", "up", "healthy", "active", "acked", "normal", "ok"), "good"),
    **dict.fromkeys(("granted", "allowed", "used", "done", "current", "valid"), "good"),
    **dict.fromkeys(("open", "critical", "down", "unhealthy", "failing", "dead", "failed"), "bad"),
    **dict.fromkeys(("error", "dead letter", "lost"), "bad"),
    **dict.fromkeys(("half_open", "half-open", "halfopen", "warning", "degraded", "slow", "draining"), "warn"),
    **dict.fromkeys(("deploying", "redelivered", "retried", "expiring", "previous"), "warn"),
    **dict.fromkeys(("gone", "deregistered", "removed", "unknown", "none", "expired"), "gone"),
    **dict.fromkeys(("refused", "denied", "retired", "revoked"), "gone"),
}


def of(state: str, otherwise: str = "") -> str:
    """The tone of a state, or ``otherwise`` for one without a known meaning."""
    return _KNOWN.get(state.lower().strip(), otherwise)
