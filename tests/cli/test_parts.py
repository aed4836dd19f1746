"""Grading a part of a course, and what becomes of the rest: over the whole run, without a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from grader.cli.main import run
from grader.grading.artifacts import read_result
from grader.result.model import Result

SMALL = Path(__file__).parents[1] / "courses" / "small"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small course twice over: a right answer to the topic parcel, and an untouched one to its twin."""
    folder = tmp_path / "course"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".grader", "__pycache__"))
    for where in ("exercises", "solutions"):
        shutil.copytree(folder / where / "parcel", folder / where / "twin")
        (folder / where / "twin" / "parcel.py").rename(folder / where / "twin" / "twin.py")
    settings = (folder / "exercises" / "parcel" / "topic.yaml").read_text("utf-8")
    (folder / "exercises" / "twin" / "topic.yaml").write_text(settings.replace("title: Parcels", "title: Twins"))
    path = folder / "exercises" / "course.yaml"
    entry = "{id: parcel, weight: 1}"
    path.write_text(path.read_text().replace(entry, f"{entry}\n  - {entry.replace('parcel', 'twin')}"))
    shutil.copy(folder / "solutions" / "parcel" / "parcel.py", folder / "exercises" / "parcel" / "parcel.py")
    monkeypatch.chdir(folder)
    return folder


def check(*arguments: str) -> Result:
    assert 0 == run(["check", *arguments])
    return read_result(Path("report") / "result.json")


def tasks_in(result: Result) -> set[str]:
    return {test.task for topic in result.topics for test in topic.tests}


@pytest.mark.usefixtures("course", "warm")
def test_one_task_is_graded_alone() -> None:
    """Its tests, its points, and nothing of the others in the score."""
    result = check("parcel.price")
    assert ({"price"}, 3.0, 3.0, True) == (tasks_in(result), result.score, result.max_score, result.complete)


@pytest.mark.usefixtures("course", "warm")
def test_what_is_known_of_other_topics_stays_and_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    """In the result, the report and the terminal, as what it is."""
    check()
    result = check("twin")
    assert (0.0, 6.0) == (result.score, result.max_score)
    assert [("parcel", 6.0, True)] == [(one.topic.id, one.topic.score, one.same_files) for one in result.earlier]
    assert "· Parcels earlier: 6 / 6" in " ".join(capsys.readouterr().out.split())
    assert "6 of 6 points in an earlier run" in (Path("report") / "report.html").read_text("utf-8")


@pytest.mark.usefixtures("warm")
def test_that_it_was_other_code_is_told(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was known is of a file that is gone."""
    check()
    with (course / "exercises" / "parcel" / "parcel.py").open("a") as file:
        file.write("x = 1\n")
    assert [False] == [one.same_files for one in check("twin").earlier]
    assert "of other code than today's" in " ".join(capsys.readouterr().out.split())


@pytest.mark.usefixtures("course", "warm")
def test_other_tasks_of_the_topic_stay_as_well() -> None:
    """And what was known before the last run, through several of them."""
    check()
    check("twin")
    result = check("parcel.price")
    assert [("parcel", ["weigh"]), ("twin", ["weigh", "price"])] == [
        (one.topic.id, [task.id for task in one.topic.tasks]) for one in result.earlier
    ]


@pytest.mark.usefixtures("course", "warm")
def test_a_whole_run_keeps_nothing_earlier() -> None:
    """All is known anew."""
    check("twin")
    assert () == check().earlier


@pytest.mark.usefixtures("warm")
def test_what_has_changed_since_the_last_run_is_told(course: Path) -> None:
    """What passed and does not now, in the result and at the top of the report; nothing where nothing has changed."""
    assert None is check().since
    assert None is check().since
    file = course / "exercises" / "parcel" / "parcel.py"
    whole = file.read_text()
    file.write_text(f"{whole}\n\ndef price(*args, **more):\n    return -1\n")
    broken = check().since
    assert broken
    assert broken.broken
    assert () == broken.fixed
    assert "Since the last run" in (Path("report") / "report.html").read_text("utf-8")
    file.write_text(whole)
    fixed = check().since
    assert fixed
    assert (broken.broken, ()) == (fixed.fixed, fixed.broken)


@pytest.mark.usefixtures("warm")
def test_of_another_course_nothing_stays(course: Path) -> None:
    """Its tests were others."""
    check()
    path = course / "exercises" / "course.yaml"
    path.write_text(path.read_text().replace('version: "1"', 'version: "2"'))
    assert () == check("twin").earlier


@pytest.mark.linux
@pytest.mark.usefixtures("course")
def test_two_workers_grade_parts_as_one_does() -> None:
    """The choice goes to them as well."""
    result = check("--jobs", "2", "parcel.price", "twin.weigh")
    assert (3.0, 6.0, {"price", "weigh"}) == (result.score, result.max_score, tasks_in(result))
