"""Taking a student's files into memory: ``take_submission``, and writing one topic's for the sandbox:
``stage``.

Only what a topic names is taken, and the helper modules beside it. What is wrong with a file is a problem of
its topic, told to the student, and the other topics are still graded; only a submission that can't be used at
all is an InputError. Nothing is ever run, imported, parsed or unpacked to disk here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from grader.course.model import Course
from grader.errors import InputError, Place
from grader.result.model import Excerpt, Submission, SubmittedFile
from grader.submission.containers import FolderSource, Kind, OneFileSource, Source, UnusableError, unreadable
from grader.submission.foreign_files import by_content, by_name, nearest
from grader.submission.helper_modules import Notes, note_data_files, shown, take_helpers
from grader.submission.layout import Layout, find_candidates, find_layout, joined
from grader.submission.size_limits import Taker
from grader.submission.source_text import excerpt, problem_in

MOST_SELF_CHECK = 256 * 1024
_FORMS = "name a folder laid out like exercises/, one topic's folder or file, or a zip of one of these"
_MOST_NAMED = 8
_ARCHIVES = ((b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"\x1f\x8b", "a gzip archive"))


class TopicFiles(msgspec.Struct, frozen=True):
    """What was taken for one topic: content by path inside the topic's folder.

    ``problem``, for the student, says why it can't be graded; the files may then be there, but are not to be
    run. ``hash`` covers the files.
    """

    topic: str
    files: dict[str, bytes]
    hash: str
    problem: str = ""
    excerpts: tuple[Excerpt, ...] = ()


class Intake(msgspec.Struct, frozen=True):
    """A submission in memory: every topic of the course in its order, the answers, and notes on what was left
    out.

    ``given`` are the topics of which anything was there. ``whole`` is false if somebody handed in one topic
    on its own, so that the others are not missing. ``hash`` covers all that was taken, however it was packed.
    """

    name: str
    hash: str
    topics: tuple[TopicFiles, ...]
    given: tuple[str, ...]
    whole: bool
    self_check: bytes | None = None
    self_check_problem: str = ""
    notes: tuple[str, ...] = ()

    def topic(self, id: str) -> TopicFiles:
        """What was taken for that topic. Raises KeyError for a topic that is none of the course's."""
        for files in self.topics:
            if files.topic == id:
                return files
        raise KeyError(id)

    def summary(self) -> Submission:
        """As the result tells it: names, sizes and hashes, no content."""
        files = tuple(
            SubmittedFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            for path, data in _all_files(self.topics, self.self_check)
        )
        return Submission(name=self.name, hash=self.hash, files=files, notes=self.notes)


def take_submission(path: Path, course: Course) -> Intake:
    """Read a submission: a folder laid out like ``exercises/``, one topic's folder or file, or a zip of one
    of these.

    At most 1 MiB a file, 64 helper modules a topic, 8 MiB in all. Raises InputError if it can't be used as a
    whole.
    """
    ids = [topic.id for topic in course.topics]
    source, name = _source(path, ids)
    layout = find_layout(source, ids, name)
    if layout is None:
        raise _nothing_found(source, ids, path)
    notes = Notes(getattr(source, "notes", ()))
    taker = Taker(source)
    topics = tuple(_take_topic(taker, id, layout, notes) for id in ids)
    self_check, problem = _take_self_check(taker, layout)
    return Intake(
        name=name,
        hash=_hash(_all_files(topics, self_check)),
        topics=topics,
        given=tuple(id for id in ids if id in layout.folders),
        whole=layout.whole,
        self_check=self_check,
        self_check_problem=problem,
        notes=notes.lines(),
    )


def stage(intake: Intake, topic: str, folder: Path) -> None:
    """Write a topic's files into a folder that is new or empty (0755, files 0644 whatever the umask), to be
    run.

    Raises KeyError for an unknown topic and OSError if something is in the way.
    """
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    for name, data in intake.topic(topic).files.items():
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(folder / name, flags, 0o644), "wb") as file:
            os.fchmod(file.fileno(), 0o644)
            file.write(data)


def _nothing_found(source: Source, topics: list[str], path: Path) -> InputError:
    """What was expected, and what is there instead."""
    message = (
        f"nothing of this course is in here: expected files such as {', '.join(f'{id}/{id}.py' for id in topics[:3])}"
    )
    found = find_candidates(source, topics)
    if len(found) > 1:
        message = f"which of these is meant? {', '.join(shown(one) for one in found[:_MOST_NAMED])}"
        return InputError(message, place=Place(path), repair="hand in the one that is to be graded")
    try:
        names = source.names("")
    except UnusableError as error:
        return InputError(f"{message}; it {error}", place=Place(path), repair=_FORMS)
    for id in topics:
        if other := nearest((name for name, kind in names.items() if kind is Kind.FILE), f"{id}.py"):
            return InputError(
                f"{message}; {shown(other)} is {by_name(other, _main_for(other, topics))}",
                place=Place(path),
                repair=_FORMS,
            )
    there = sorted(name for name in names if not name.startswith((".", "__")))
    listed = ", ".join(shown(name, 60) for name in there[:_MOST_NAMED]) + (", …" if len(there) > _MOST_NAMED else "")
    return InputError(f"{message}; what is there: {listed or 'no file'}", place=Place(path), repair=_FORMS)


def _main_for(name: str, topics: list[str]) -> str:
    """The file that this one may have been meant for."""
    stem = name.lower().partition(".")[0]
    return f"{stem}.py" if stem in topics else f"{topics[0]}/{topics[0]}.py" if len(topics) == 1 else "TOPIC.py"


def _source(path: Path, topics: list[str]) -> tuple[Source, str]:
    """Where to read from, and the submission's name."""
    place = Place(path)
    try:
        name = path.resolve().name
        if path.is_dir():
            return FolderSource(path), shown(name)
        if not path.is_file():
            what = "neither a file nor a folder" if path.exists() else "no such file or folder"
            raise InputError(what, place=place, repair=_FORMS)
        with path.open("rb") as file:
            start = file.read(4)
        if path.suffix == ".py":
            return _one_file(path, topics), path.stem
        if start[:2] == b"PK" or path.suffix.lower() == ".zip":
            from grader.submission.zips import ZipSource  # bz2, lzma and others come with it

            return ZipSource(path), shown(path.stem)
    except PermissionError as error:
        raise unreadable(path, error) from None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links
        raise InputError(f"can't be read: {error}", place=place, repair=_FORMS) from None
    kind = next((words for magic, words in _ARCHIVES if start.startswith(magic)), "")
    kind = kind or by_name(path.name, _main_for(path.name, topics)) or "neither Python source nor a zip"
    raise InputError(f"this is {kind}", place=place, repair=_FORMS)


def _one_file(path: Path, topics: list[str]) -> Source:
    if path.stem not in topics:
        names = ", ".join(f"{id}.py" for id in topics)
        raise InputError(
            "no topic of this course has a file of that name",
            place=Place(path),
            repair=f"rename it to the one of these that it is for: {names}",
        )
    return OneFileSource(path)


def _take_topic(taker: Taker, id: str, layout: Layout, notes: Notes) -> TopicFiles:
    folder = layout.folders.get(id)
    main = f"{id}.py"
    if folder is None and not layout.whole:
        return _topic_files(id, {}, f"It was not handed in: {', '.join(layout.folders)} came on its own.")
    if folder is None:
        return _topic_files(id, {}, f"There is no {id}/{main}. Your code for this topic was expected there.")
    kind = taker.source.kind(folder)
    if kind is not Kind.FOLDER:
        what = kind.value if kind else "gone"
        return _topic_files(id, {}, f"{shown(folder)} is {what}. A folder with {main} in it was expected there.")
    path = joined(folder, main)
    try:
        data = taker.main(path)
    except UnusableError as error:
        return _topic_files(id, {}, f"{shown(path)} {error}")
    if other := by_content(data, main):
        return _topic_files(id, {main: data}, f"{shown(path)} is {other}.")
    problem, line = problem_in(data, shown(path))
    excerpts = (excerpt(data, shown(path), line),) if line else ()
    others = [f"{topic}.py" for topic, place in layout.folders.items() if place == folder and topic != id]
    helpers = take_helpers(taker, folder, main, others, notes)
    note_data_files(taker.source, folder, {main: data, **helpers}, notes)
    return _topic_files(id, {main: data, **helpers}, problem, excerpts)


def _topic_files(id: str, files: dict[str, bytes], problem: str = "", excerpts: tuple[Excerpt, ...] = ()) -> TopicFiles:
    return TopicFiles(topic=id, files=files, hash=_hash(files.items()), problem=problem, excerpts=excerpts)


def _take_self_check(taker: Taker, layout: Layout) -> tuple[bytes | None, str]:
    """The answers' bytes, or why there are none; a submission without the file has no problem."""
    if taker.source.kind(layout.self_check) is None:
        return None, ""
    try:
        return taker.read(layout.self_check, MOST_SELF_CHECK), ""
    except UnusableError as error:
        return None, f"{shown(layout.self_check)} {error}"


def _all_files(topics: Iterable[TopicFiles], self_check: bytes | None) -> list[tuple[str, bytes]]:
    files = [(f"{topic.topic}/{name}", data) for topic in topics for name, data in topic.files.items()]
    return files if self_check is None else [*files, ("self_check.yaml", self_check)]


def _hash(files: Iterable[tuple[str, bytes]]) -> str:
    """SHA-256 over sorted names and contents; lengths keep them apart."""
    digest = hashlib.sha256()
    for name, data in sorted(files):
        path = name.encode()
        digest.update(b"%d %d\n" % (len(path), len(data)) + path + data)
    return digest.hexdigest()
