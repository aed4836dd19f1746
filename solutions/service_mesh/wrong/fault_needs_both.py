"""Expects a delay and an abort in each fault.

Fails: test_aborts_a_call, test_blames_nobody_for_a_fault, test_breaks_nothing_else, test_delays_a_call,
    test_picks_faults_by_percent
"""


def pick_fault(route: Mapping[str, Any], trace_id: str) -> tuple[float, int | None]:
    """The seconds by which to delay a request, and the status with which to abort it, if so."""
    fault = route.get("fault", {})
    delay, abort = (fault[kind] if fault else {"percent": 0} for kind in ("delay", "abort"))
    late = bucket(f"{route['name']}:delay", trace_id, 100) < delay["percent"]
    ends = bucket(f"{route['name']}:abort", trace_id, 100) < abort["percent"]
    return (delay["seconds"] if late else 0.0), (abort["status"] if ends else None)
