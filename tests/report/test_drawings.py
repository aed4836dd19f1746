"""The layout of the two drawings, checked as numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.report import diagram, sequence, strips
from grader.report.folding import Fold, folded
from grader.result.model import Event, Evidence

from .build import advance, call, evidence, fault, lane, note, raised, request, response, returned, sleep
from .hostile import PAYLOADS

PAY = "pay.test"


def drawn(*events: Event) -> sequence.Sequence:
    laid_out = sequence.lay_out(evidence(*events))
    assert laid_out is not None
    return laid_out


def labels(*events: Event) -> list[str]:
    return [" ".join(arrow.lines) + arrow.badge for arrow in drawn(*events).arrows]


def test_numbers_retries_after_failures() -> None:
    """The same request within one call, after a fault or a 503, is a retry, and has a number."""
    shown = labels(
        call(0, "pay()"),
        request(0, PAY, "POST /charges"),
        fault(3, PAY, "timeout"),
        request(4, PAY, "POST /charges"),
        response(4, PAY, "503 Service Unavailable"),
        request(6, PAY, "POST /charges"),
    )
    assert ["POST /charges · retry 1", "POST /charges · retry 2"] == [one for one in shown if "retry" in one]


def test_does_not_call_a_new_call_a_retry() -> None:
    """What the test asks for twice is not a retry of the student's."""
    shown = labels(
        call(0, "pay()"),
        request(0, PAY, "POST /charges"),
        response(0, PAY, "500 Internal Server Error"),
        call(1, "pay()"),
        request(1, PAY, "POST /charges"),
    )
    assert [] == [one for one in shown if "retry" in one]


def test_marks_a_page_that_is_fetched_again() -> None:
    """A GET that has been answered already is marked, since keeping the answer is what some tasks teach."""
    shown = labels(
        request(0, PAY, "GET /keys"), response(0, PAY, "200 OK"), call(1, "x()"), request(1, PAY, "GET /keys")
    )
    assert "GET /keys · again" == shown[-1]


def test_draws_a_fault_unlike_an_answer() -> None:
    """Faults, errors and answers have a style each."""
    shown = drawn(
        request(0, PAY, "GET /"), fault(0, PAY, "refused"), response(0, PAY, "503 Busy"), response(0, PAY, "200 OK")
    )
    assert ["request", "fault", "trouble", "response"] == [arrow.kind for arrow in shown.arrows]


def test_tells_the_time_only_when_it_changes() -> None:
    """One tick for everything that happens at the same virtual time."""
    shown = drawn(call(0, "a()"), returned(0, "1"), advance(0, 61), call(61, "a()"), returned(61, "2"))
    assert ["0 s", "61 s"] == [tick.label for tick in shown.ticks]


def test_draws_sleeps_as_brackets() -> None:
    """A sleep is a bracket with its length."""
    assert ["sleeps 1.5 s"] == [one.label for one in drawn(call(0, "a()"), sleep(0, 1.5)).sleeps]


def test_folds_a_pattern_that_repeats() -> None:
    """A loop is drawn once, with how often it came."""
    events = [event for n in range(6) for event in (call(n, "a()"), returned(n, "None"))]
    assert [events[0], events[1], Fold(5, 2, 5)] == folded(events)


def test_does_not_fold_what_differs() -> None:
    """Waiting longer each time is what a reader should see."""
    events = [sleep(n, n) for n in range(6)]
    assert events == folded(events)


@given(st.lists(st.sampled_from([call(0, "a()"), returned(0, "1"), note(0, "n"), sleep(0, 1)]), max_size=60))
def test_folding_loses_nothing(events: list[Event]) -> None:
    """Unfolded again, the rows are the events."""
    unfolded: list[Event] = []
    for row in folded(events):
        unfolded += unfolded[-row.period :] * row.count if isinstance(row, Fold) else [row]
    assert events == unfolded


def test_leaves_out_the_middle_of_a_long_drawing() -> None:
    """No drawing has more rows than it may; it says how many steps are missing, and shows the end, where it fails."""
    shown = drawn(*[note(n, f"step {n}") for n in range(100)])
    assert ["60 more steps left out"] == [band.label for band in shown.bands if band.kind == "fold"]
    assert ["step 0", "step 99"] == [shown.bands[0].label, shown.bands[-1].label]


def test_gathers_many_services_into_one_line() -> None:
    """A hundred hosts do not make a drawing a hundred lines wide."""
    shown = drawn(*[request(0, f"host-{n}.test", "GET /") for n in range(100)])
    assert ["Test", "Your code", "host-0.test", "host-1.test", "host-2.test", "other hosts"] == [
        column.name for column in shown.columns
    ]


@given(st.lists(st.sampled_from(PAYLOADS), min_size=1, max_size=8))
def test_every_label_fits_between_its_lines(texts: list[str]) -> None:
    """Whatever a student's text contains, no label is wider than its arrow."""
    shown = drawn(*[call(0, text) for text in texts], *[request(0, PAY, text) for text in texts])
    too_wide = [
        line
        for arrow in shown.arrows
        for line in (*arrow.lines[:-1], arrow.lines[-1] + arrow.badge, *arrow.beneath)
        if diagram.columns_of(line) * diagram.CHAR > abs(arrow.x2 - arrow.x1)
    ]
    assert [] == too_wide


def test_draws_a_state_that_lasted_no_time() -> None:
    """Half-open may begin and end at the same virtual time; it is still there to be seen."""
    shown = strips.lay_out(evidence(lanes=(lane("breaker", (0, "open"), (30, "half_open"), (30, "closed")),), end=31))
    assert shown is not None
    assert ["open", "half_open", "closed"] == [one.label for one in shown.strips[0].stretches if one.width > 40]


def test_known_states_have_a_tone_each() -> None:
    """Closed, open, half-open and gone look different; what is unknown is neutral."""
    states = ("closed", "open", "half_open", "gone", "purple", "green")
    shown = strips.lay_out(evidence(lanes=(lane("x", *((n, state) for n, state in enumerate(states))),)))
    assert shown is not None
    assert ["good", "bad", "warn", "gone", "n0", "n1"] == [one.tone for one in shown.strips[0].stretches]


def test_strips_begin_where_the_state_was_first_seen() -> None:
    """An instance that comes later has nothing drawn before that."""
    shown = strips.lay_out(evidence(lanes=(lane("a", (0, "passing")), lane("b", (10, "passing"))), end=20))
    assert shown is not None
    assert shown.strips[0].stretches[0].x < shown.strips[1].stretches[0].x


def test_bounds_the_changes_of_a_strip() -> None:
    """A state that changes all the time is drawn up to a point, and the rest is counted."""
    shown = strips.lay_out(evidence(lanes=(lane("x", *((n, str(n)) for n in range(200))),)))
    assert shown is not None
    assert (strips.MAX_STRETCHES, 200 - strips.MAX_STRETCHES) == (len(shown.strips[0].stretches), shown.left_out)


def test_draws_nothing_when_nothing_was_recorded() -> None:
    """No empty frames."""
    assert (None, None) == (sequence.lay_out(Evidence()), strips.lay_out(Evidence()))


def failing(*events: Event) -> sequence.Sequence:
    laid_out = sequence.lay_out(evidence(*events), failed=True)
    assert laid_out is not None
    return laid_out


def test_marks_the_step_at_which_the_test_failed_and_no_other() -> None:
    """An exception that the test expected is no failure."""
    shown = failing(call(0, "a()"), raised(0, "CircuitOpen"), call(0, "b()"), returned(0, "None"))
    assert [("call", ""), ("raise", ""), ("call", ""), ("bad", " ✗")] == [(one.kind, one.badge) for one in shown.arrows]


def test_marks_nothing_in_a_test_that_passed() -> None:
    """An exception at its end was expected."""
    assert ["call", "raise"] == [one.kind for one in drawn(call(0, "a()"), raised(0, "CircuitOpen")).arrows]


def test_a_long_call_shows_its_last_argument() -> None:
    """It goes on in further lines rather than being cut."""
    label = "verify_token(<JWT alg=ES256 kid=ours-1>, jwks={'keys': [{...}]}, issuer='https://auth.test', leeway=30)"
    assert label == " ".join(drawn(call(0, label)).arrows[0].lines)


def test_an_answer_of_the_students_app_has_its_headers_and_its_body() -> None:
    """Those that matter: whoever looks for the reason of a 422 finds it there."""
    detail = 'content-length: 20\nwww-authenticate: Bearer\nretry-after: 5\n\n{"detail": "missing"}'
    shown = drawn(Event(0, "response", "student", "test", "422 Unprocessable Content", detail)).arrows[0]
    assert ("www-authenticate: Bearer", "retry-after: 5", '{"detail": "missing"}') == shown.beneath


def test_an_answer_of_a_service_has_what_a_client_must_obey() -> None:
    """Its body, and the rest, are in the list beside the drawing."""
    shown = drawn(response(0, PAY, "503 Busy", "retry-after: 5\ncontent-type: text/plain\n\nbusy")).arrows[0]
    assert ("retry-after: 5",) == shown.beneath


def test_a_lane_that_only_names_something_is_not_drawn() -> None:
    """A strip that never changes shows nothing, unless what it shows is a state: closed all along."""
    lanes = (lane("auth server signs ES256 with", (0, "ec-1")), lane("breaker", (0, "closed")))
    shown = strips.lay_out(evidence(lanes=lanes, end=60))
    assert shown is not None
    assert ["breaker"] == [strip.name for strip in shown.strips]
