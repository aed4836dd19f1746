"""The interface carries the whole course: two tests for each topic to come, on a reference and on typical mistakes.

``tests/courses/sketches`` is the course; ``docs/contract.md`` shows its tests as examples, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from grader.course.load import load_course
from grader.course.model import Course
from grader.grading.start import warm_grader
from grader.result.model import Outcome, TopicResult
from grader.submission.intake import take_submission

ROOT = Path(__file__).parents[2]
SKETCHES = ROOT / "tests" / "courses" / "sketches"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Mistake:
    """A reference in which one text is another, and the tests that must notice."""

    name: str
    topic: str
    right: str
    wrong: str
    fails: tuple[str, ...]


MISTAKES = (
    Mistake(
        "a_stranger_is_forbidden",
        "authentication_authorization",
        'HTTPException(401, "wrong name or password", {"WWW-Authenticate": "Basic"})',
        'HTTPException(403, "wrong name or password")',
        ("test_does_not_tell_who_exists",),
    ),
    Mistake(
        "the_right_is_not_asked_for",
        "authentication_authorization",
        'if "posts:delete" not in user["may"]',
        "if not user",
        ("test_tells_the_stranger_from_the_known_who_may_not",),
    ),
    Mistake(
        "an_unknown_user_is_told_apart",
        "authentication_authorization",
        "record = answer.json() if answer.status_code == 200 else NOBODY",
        "record = answer.raise_for_status().json()",
        ("test_does_not_tell_who_exists",),
    ),
    Mistake(
        "each_instance_for_itself",
        "sessions",
        'STORE = "https://store.test"',
        'STORE = f"https://store.test/{secrets.token_hex(4)}"',
        ("test_any_instance_knows_the_session",),
    ),
    Mistake(
        "an_idle_session_lives_on",
        "sessions",
        "IDLE = 1800",
        "IDLE = 86400",
        ("test_ends_when_nobody_uses_it",),
    ),
    Mistake(
        "a_plain_challenge",
        "oauth",
        "hashlib.sha256(verifier.encode()).digest()",
        "verifier.encode()",
        ("test_the_browser_comes_back_logged_in",),
    ),
    Mistake(
        "a_stampede_at_expiry",
        "oauth",
        "async with lock:",
        "if True:",
        ("test_one_token_for_all_at_its_expiry",),
    ),
    Mistake(
        "hours_of_the_server",
        "access_control",
        'ZoneInfo(user.get("zone", "UTC"))',
        'ZoneInfo("UTC")',
        ("test_business_hours_are_those_of_the_user",),
    ),
    Mistake(
        "only_what_is_allowed_is_audited",
        "access_control",
        "        self._audit({",
        "        decision.allowed and self._audit({",
        ("test_writes_down_the_refusals",),
    ),
    Mistake(
        "the_context_is_not_bound",
        "encryption",
        "context.encode()",
        "None",
        ("test_opens_only_where_it_belongs",),
    ),
    Mistake(
        "the_data_key_beside_the_data",
        "encryption",
        'bytes.fromhex(key["wrapped"])',
        'bytes.fromhex(key["wrapped"] + key["plain"])',
        ("test_opens_only_where_it_belongs", "test_rotation_leaves_the_data_as_it_is"),
    ),
    Mistake(
        "the_host_is_not_checked",
        "tls",
        "    context.load_verify_locations(cadata=authority)\n",
        "    context.load_verify_locations(cadata=authority)\n    context.check_hostname = False\n",
        ("test_refuses_a_server_that_is_not_the_one_it_asked_for",),
    ),
    Mistake(
        "callers_need_no_certificate",
        "tls",
        "context.verify_mode = ssl.CERT_REQUIRED",
        "context.verify_mode = ssl.CERT_OPTIONAL",
        ("test_turns_away_a_caller_without_a_certificate",),
    ),
    Mistake(
        "the_password_in_the_repr",
        "secret_management",
        "field(repr=False)",
        "field()",
        ("test_starts_with_every_secret_or_not_at_all",),
    ),
    Mistake(
        "only_secrets_by_name",
        "secret_management",
        " or SHAPED.search(line)",
        "",
        ("test_finds_secrets_by_name_and_by_shape",),
    ),
    Mistake(
        "one_failure_fails_the_page",
        "monolith_microservices",
        "except httpx.HTTPError:",
        "except httpx.TimeoutException:",
        ("test_the_page_survives_the_loss_of_a_service",),
    ),
    Mistake(
        "one_service_after_another",
        "monolith_microservices",
        "await asyncio.gather(*(part(client, name) for name in PARTS))",
        "[await part(client, name) for name in PARTS]",
        ("test_the_page_survives_the_loss_of_a_service",),
    ),
    Mistake(
        "undone_in_the_wrong_order",
        "monolith_microservices",
        "reversed(done)",
        "done",
        ("test_undoes_what_was_done_the_last_first",),
    ),
    Mistake(
        "charged_twice",
        "communication",
        "    for pause in (0.5, 1.0, None):\n",
        "    for pause in (0.5, 1.0, None):\n        headers = {}\n",
        ("test_charges_once_though_the_answer_was_lost",),
    ),
    Mistake(
        "acknowledged_before_the_work",
        "communication",
        "    message = answer.json()\n",
        "    message = answer.json()\n    httpx.delete(f\"{QUEUE}/{message['receipt']}\")\n",
        ("test_a_message_comes_again_until_its_work_is_done",),
    ),
    Mistake(
        "the_trace_begins_anew",
        "service_mesh",
        'request.headers.get("traceparent", f"00-{secrets.token_hex(16)}--01")',
        'f"00-{secrets.token_hex(16)}--01"',
        ("test_a_call_keeps_its_trace_through_the_sidecar",),
    ),
    Mistake(
        "identity_from_a_header",
        "service_mesh",
        "    if not ALLOWED & set(names(chain)):",
        '    if not ALLOWED & {*names(chain), request.headers.get("x-forwarded-client-cert", "")[4:]}:',
        ("test_admits_a_caller_by_certificate",),
    ),
)


@pytest.fixture(scope="module")
def course() -> Course:
    """The sketches."""
    return load_course(SKETCHES)


@pytest.fixture(scope="module")
def graded(course: Course, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, TopicResult]]:
    """By name of a mistake, or "" for the references, the results by topic. One grader does them all."""

    handed_in = {"": SKETCHES / "solutions"}
    handed_in |= {one.name: _mistaken(one, tmp_path_factory.mktemp("submission")) for one in MISTAKES}
    found = {}
    with warm_grader(course) as grader:
        for name, folder in handed_in.items():
            result = grader.grade(take_submission(folder, course))
            found[name] = {topic.id: topic for topic in result.topics}
    return found


def _mistaken(mistake: Mistake, folder: Path) -> Path:
    name = f"{mistake.topic}/{mistake.topic}.py"
    source = (SKETCHES / "solutions" / name).read_text(encoding="utf-8")
    assert mistake.right in source, f"{mistake.name}: the reference has changed"
    (folder / mistake.topic).mkdir()
    (folder / name).write_text(source.replace(mistake.right, mistake.wrong), encoding="utf-8")
    return folder / mistake.topic


def outcomes(topic: TopicResult) -> dict[str, str]:
    """Outcome and message of each test that did not pass."""
    return {
        test.id: f"{test.outcome.value}: {test.message}" for test in topic.tests if test.outcome is not Outcome.PASSED
    }


def test_every_topic_has_two_sketches_and_its_reference_passes_them(graded: dict[str, dict[str, TopicResult]]) -> None:
    """All ten topics to come."""
    references = graded[""]
    assert 10 == len(references)
    assert dict.fromkeys(references, 2) == {topic: len(result.tests) for topic, result in references.items()}
    assert {topic: {} for topic in references} == {topic: outcomes(result) for topic, result in references.items()}


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_typical_mistake_fails_the_sketch_that_is_about_it(
    mistake: Mistake, graded: dict[str, dict[str, TopicResult]]
) -> None:
    """And no other one."""
    result = graded[mistake.name][mistake.topic]
    failed = {test.id for test in result.tests if test.outcome in (Outcome.FAILED, Outcome.ERROR)}
    assert set(mistake.fails) == failed, outcomes(result)
    assert failed == set(outcomes(result))


def test_every_sketch_fails_for_a_mistake(graded: dict[str, dict[str, TopicResult]]) -> None:
    """None of them passes whatever is handed in."""
    caught = {name for mistake in MISTAKES for name in mistake.fails}
    assert set() == {test.id for result in graded[""].values() for test in result.tests} - caught


def shown() -> Iterator[str]:
    """The code blocks among the contract's examples."""
    contract = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    yield from BLOCK.findall(contract.partition("\n## Examples\n")[2])


def test_the_contract_shows_each_sketch_word_for_word() -> None:
    """So that its examples are what runs."""
    suites = "".join(path.read_text(encoding="utf-8") for path in sorted(SKETCHES.rglob("hidden/test_*.py")))
    blocks = list(shown())
    assert [] == [block for block in blocks if block not in suites]
    assert len(re.findall(r"^def test_", suites, re.MULTILINE)) == sum(block.count("def test_") for block in blocks)
    assert [] == [block for block in blocks if len(block.splitlines()) > 12], "an example is at most 12 lines"
