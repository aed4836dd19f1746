"""A course folder becomes frozen data; what is wrong in it is told at once, with file, line and repair."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course import Course, Limits, Link, Task, load_course
from grader.course.section import CourseError
from grader.errors import InputError

Write = Callable[[str, str | bytes], Path]


def complaints(folder: Path) -> list[tuple[str, str, str]]:
    """Every problem of a course as (file:line below exercises/, message, repair)."""
    with pytest.raises(InputError) as caught:
        load_course(folder, services=("auth", "payment"))
    errors = caught.value.errors if isinstance(caught.value, CourseError) else (caught.value,)
    return [(str(e.place).removeprefix(f"{folder}/exercises/"), e.message, e.repair) for e in errors]


def broken_topic(write: Write, folder: Path, text: str) -> list[tuple[str, str, str]]:
    """The problems of a course whose first topic says this."""
    write("exercises/tokens/topic.yaml", text)
    return complaints(folder)


def broken_course(write: Write, folder: Path, text: str) -> list[tuple[str, str, str]]:
    """The problems of a course that says this."""
    write("exercises/course.yaml", text)
    return complaints(folder)


def test_reads_the_topics_in_the_order_of_the_course(course: Course) -> None:
    """Order and weight are the course's business."""
    assert [("tokens", 2.0), ("circuit_breaker", 1.0)] == [(topic.id, topic.weight) for topic in course.topics]


def test_reads_a_task_with_all_that_is_said_about_it(course: Course) -> None:
    """Title, points, why, hints and links arrive as written."""
    link = Link(title="RFC 7519", url="https://www.rfc-editor.org/rfc/rfc7519")
    issue = Task("issue", "Issue a token", 4.0, "Without it nobody gets in.", ("a nudge", "nearly the answer"), (link,))

    assert (issue, Task("verify", "Verify it", 2.5)) == course.topics[0].tasks


def test_merges_limits_from_default_to_course_to_topic(course: Course) -> None:
    """A topic states only what differs."""
    assert Limits(wall_seconds=3.0) == course.limits
    assert Limits(wall_seconds=3.0, memory_mib=256) == course.topics[0].limits


def test_computes_every_path_from_the_topic(course: Course, folder: Path) -> None:
    """Nothing of the layout is configured."""
    topic = course.topics[0]

    assert [
        folder / "exercises/tokens/tokens.py",
        folder / "exercises/tokens/test_examples.py",
        (folder / "solutions/tokens/hidden/test_tokens.py",),
        folder / "solutions/tokens/tokens.py",
    ] == [topic.skeleton, topic.examples, topic.hidden, topic.reference]


def test_has_the_files_of_a_suite_in_the_order_of_the_tasks(write: Write, folder: Path) -> None:
    """A suite is a file a task; what the files share is no file of tests."""
    tasks = [f"{{id: {id}, title: T, points: 1, hints: [h]}}" for id in ("verify", "issue")]
    write("exercises/tokens/topic.yaml", f"title: Tokens\ntasks: [{', '.join(tasks)}]\n")
    for name in ("test_issue", "test_verify", "support"):
        write(f"solutions/tokens/hidden/{name}.py", "")
    hidden = load_course(folder).topics[0].hidden

    assert ["test_verify.py", "test_issue.py", "test_tokens.py"] == [path.name for path in hidden]


def test_knows_that_a_topic_has_no_hidden_suite(course: Course) -> None:
    """What is not there is None rather than a path that leads nowhere."""
    topic = course.topics[1]

    assert (None, (), None) == (topic.examples, topic.hidden, topic.reference)


def test_loads_what_a_student_received(folder: Path) -> None:
    """Without solutions/ the visible examples are all there is."""
    shutil.rmtree(folder / "solutions")

    topic = load_course(folder).topics[0]

    assert (folder / "exercises/tokens/test_examples.py", ()) == (topic.examples, topic.hidden)


def test_loads_a_course_whose_skeleton_was_deleted(folder: Path) -> None:
    """A student's missing file is a matter of the submission, not of the course."""
    (folder / "exercises/tokens/tokens.py").unlink()

    assert folder / "exercises/tokens/tokens.py" == load_course(folder).topics[0].skeleton


def test_lets_the_self_check_count_for_points(write: Write, folder: Path) -> None:
    """Formative unless an instructor says otherwise."""
    text = (folder / "exercises/course.yaml").read_text()
    assert ("formative", 0.0) == (load_course(folder).self_check, load_course(folder).self_check_points)

    write("exercises/course.yaml", f"{text}self_check: counted\nself_check_points: 10\n")

    assert ("counted", 10.0) == (load_course(folder).self_check, load_course(folder).self_check_points)


@pytest.mark.parametrize(
    "name",
    [
        "exercises/course.yaml",
        "exercises/tokens/topic.yaml",
        "exercises/tokens/test_examples.py",
        "solutions/tokens/hidden/test_tokens.py",
        "solutions/tokens/hidden/support.py",
        "solutions/self_check.yaml",
    ],
)
def test_has_another_hash_once_a_file_that_decides_differs(course: Course, folder: Path, name: str) -> None:
    """What decides a grade is in the hash."""
    path = folder / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"# changed\n")

    assert course.hash != load_course(folder).hash


@pytest.mark.parametrize(
    "name",
    ["exercises/tokens/tokens.py", "exercises/self_check.yaml", "exercises/README.md", "solutions/tokens/tokens.py"],
)
def test_keeps_its_hash_when_other_files_change(course: Course, write: Write, folder: Path, name: str) -> None:
    """A student's own file and the texts decide nothing."""
    write(name, "# changed\n")

    assert course.hash == load_course(folder).hash


def test_has_the_same_hash_wherever_it_lies(course: Course, folder: Path, tmp_path: Path) -> None:
    """A copy elsewhere is the same course."""
    copy = tmp_path / "elsewhere"
    shutil.copytree(folder, copy)

    assert course.hash == load_course(copy).hash
    assert course.topics[0].hash == load_course(copy).topics[0].hash


def test_changes_only_the_hash_of_the_topic_that_changed(course: Course, write: Write, folder: Path) -> None:
    """The other topics may be reused."""
    write("solutions/tokens/hidden/test_tokens.py", "def test_other(student): ...\n")
    again = load_course(folder)

    changed = [old.id for old, new in zip(course.topics, again.topics, strict=True) if old.hash != new.hash]
    assert ["tokens"] == changed


def test_changes_the_hash_of_a_topic_whose_limits_come_from_the_course(
    course: Course, write: Write, folder: Path
) -> None:
    """Limits decide verdicts as well."""
    text = (folder / "exercises/course.yaml").read_text()
    write("exercises/course.yaml", text.replace("wall_seconds: 3", "wall_seconds: 4"))

    assert course.topics[0].hash != load_course(folder).topics[0].hash


def test_says_where_a_course_was_expected(tmp_path: Path) -> None:
    """Another folder is no course, and the message says what one is."""
    with pytest.raises(InputError, match=r"no file exercises/course.yaml[\s\S]*--course FOLDER"):
        load_course(tmp_path)


def test_tells_all_problems_of_a_topic_in_the_order_of_its_lines(write: Write, folder: Path) -> None:
    """One run is enough to mend the file."""
    text = """\
title: 7
services: [auth, paymint]
libraries: httpx
tasks:
  - id: Issue It
    points: 4.555
    hints: [5, ""]
    read: [{title: RFC 7519, url: "javascript:alert(1)"}]
  - {id: b, title: B, point: 1}
  - {id: b, title: B, points: -1}
  - just a text
limits: {memory_mib: 1.5, cpu: 3}
"""
    assert [
        ("tokens/topic.yaml:1", "'title' must be a text, not the number 7"),
        ("tokens/topic.yaml:2", "there is no service 'paymint'"),
        ("tokens/topic.yaml:3", "'libraries' must be a list, not the text 'httpx'"),
        ("tokens/topic.yaml:5", "'id' must be a word of small letters, digits, _ and -, not 'Issue It'"),
        ("tokens/topic.yaml:5", "task 1 has no 'title'"),
        ("tokens/topic.yaml:6", "'points' may have 2 decimal places at most, not 4.555"),
        ("tokens/topic.yaml:7", "'hints' must be a list of texts; this is the number 5"),
        ("tokens/topic.yaml:7", "'hints' must be a list of texts; this is an empty text"),
        ("tokens/topic.yaml:8", "'url' must be a web address, not 'javascript:alert(1)'"),
        ("tokens/topic.yaml:9", "task 2 has no 'points'"),
        ("tokens/topic.yaml:9", "task 2 has no key 'point'"),
        ("tokens/topic.yaml:10", "'points' must be above 0 and at most 1,000, not -1"),
        ("tokens/topic.yaml:10", "the task 'b' stands twice"),
        ("tokens/topic.yaml:11", "task 4 must be a block of keys, not the text 'just a text'"),
        ("tokens/topic.yaml:12", "'memory_mib' must be a whole number, not 1.5"),
        ("tokens/topic.yaml:12", "'limits' has no key 'cpu'"),
    ] == [(place, message) for place, message, _ in broken_topic(write, folder, text)]


def test_says_what_to_write_instead(write: Write, folder: Path) -> None:
    """Every problem comes with a repair that can be typed in."""
    text = "title: 7\nsummery: x\nservices: [oauth]\ntasks: [{id: a, title: A}]\n"

    assert [
        "write 'title: \"7\"'",
        "write 'summary', if that is what is meant",
        "the services are auth, payment",
        "add 'points: 1'",
    ] == [repair for _, _, repair in broken_topic(write, folder, text)]


def test_tells_the_problems_of_all_files_in_one_message(write: Write, folder: Path) -> None:
    """A broken topic does not hide the next one, nor the course."""
    write("exercises/circuit_breaker/topic.yaml", "title: Circuit breaker\ntasks: [\n")
    write("exercises/course.yaml", (folder / "exercises/course.yaml").read_text() + "titel: x\n")

    places = [place for place, _, _ in broken_topic(write, folder, "title: x\n")]

    assert ["course.yaml:7", "tokens/topic.yaml:1", "circuit_breaker/topic.yaml:3"] == places


def test_prints_each_problem_with_its_place_and_repair(write: Write, folder: Path) -> None:
    """The message alone is enough: it is what the command shows."""
    write("exercises/tokens/topic.yaml", "title: x\ntasks: []\nhint: y\n")

    with pytest.raises(InputError) as caught:
        load_course(folder)

    file = folder / "exercises/tokens/topic.yaml"
    assert (
        "there are 2 things to mend:\n"
        f"{file}:2: 'tasks' is empty\n"
        "  → write 'tasks: [{id: …, title: …, points: 1}]'\n"
        f"{file}:3: the topic has no key 'hint'\n"
        "  → remove it; the keys here are limits, title, summary, services, libraries, tasks, pictures"
    ) == str(caught.value)


def test_says_which_topic_file_is_missing(folder: Path) -> None:
    """A topic that the course names must be there."""
    shutil.rmtree(folder / "exercises/circuit_breaker")

    assert [("circuit_breaker/topic.yaml", "this file is missing")] == [
        (place, message) for place, message, _ in complaints(folder)
    ]


@pytest.mark.parametrize(
    ("id", "owner"),
    [
        ("jwt", "an installed library"),
        ("httpx", "an installed library"),
        ("secrets", "Python's standard library"),
        ("grader", "the grader"),
        ("conftest", "the grader"),
    ],
)
def test_refuses_a_topic_called_as_a_library(write: Write, folder: Path, id: str, owner: str) -> None:
    """A file jwt.py would be imported in place of PyJWT."""
    text = f'title: x\nversion: "1"\ntopics: [{{id: {id}}}]\n'

    assert [("course.yaml:3", f"the topic can't be called '{id}': that module belongs to {owner}")] == [
        (place, message) for place, message, _ in broken_course(write, folder, text)
    ]


@pytest.mark.parametrize("id", ["Tokens", "my-topic", "2fa", "../tokens", "tokens/x", "a b", "'café'"])
def test_refuses_a_topic_that_is_no_module_name(write: Write, folder: Path, id: str) -> None:
    """A topic is a folder and a module, so it can't climb out or hold a blank."""
    text = f'title: x\nversion: "1"\ntopics: [{{id: {id}}}]\n'

    messages = [message for _, message, _ in broken_course(write, folder, text)]

    assert [f"'id' must be a module name of small letters, digits and _, not {id.strip(chr(39))!r}"] == messages


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: x\nversion: '1'\ntopics: []\n", "'topics' is empty"),
        ("title: x\nversion: '1'\n", "the course has no 'topics'"),
        ("title: x\nversion: 1\ntopics: [{id: tokens}]\n", "'version' must be a text, not the number 1"),
        ("title:\nversion: '1'\ntopics: [{id: tokens}]\n", "'title' has no value"),
        ("title: x\nversion: '1'\ntopics: [{id: tokens}, {id: tokens}]\n", "the topic 'tokens' stands twice"),
        (
            "title: x\nversion: '1'\ntopics: [{id: tokens}]\nself_check: on\n",
            "'self_check' can't be the text 'on'",
        ),
        (
            "title: x\nversion: '1'\ntopics: [{id: tokens}]\nself_check: counted\n",
            "the course has no 'self_check_points'",
        ),
        (
            "title: x\nversion: '1'\ntopics: [{id: tokens}]\nlimits: 5\n",
            "'limits' must be a block of keys, not the number 5",
        ),
        ("- a\n- b\n", "the course must be a block of keys, not a list"),
        ("", "the course must be a block of keys, not nothing"),
        ("title: x\ntitle: y\n", "'title' stands twice in the same block"),
    ],
)
def test_says_what_is_wrong_with_a_course(write: Write, folder: Path, text: str, message: str) -> None:
    """One slip, one message."""
    assert [message] == [said for _, said, _ in broken_course(write, folder, text)]


def test_brings_little_along() -> None:
    """Loading a course imports no web framework, no test framework and no service."""
    heavy = {"fastapi", "httpx", "mocks", "pytest", "yaml", "zipfile"}
    program = f"import sys, grader.course; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]\n" == run.stdout
