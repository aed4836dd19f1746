"""What is given: a course and a submission, read from files nobody vouches for into frozen data.

``load_course(folder)`` reads a course; ``take_submission(path, course)`` takes a student's files into memory;
``stage(intake, topic, folder)`` writes one topic's files for the sandbox. Nothing here runs, imports or
parses a student's code. Depends on ``grader.errors`` and ``grader.result`` only.
"""

from __future__ import annotations

from grader.course.load import load_course
from grader.course.model import Course, Limits, Task, Topic
from grader.course.submission import Intake, TopicFiles, stage, take_submission
from grader.result.model import Link

__all__ = [
    "Course",
    "Intake",
    "Limits",
    "Link",
    "Task",
    "Topic",
    "TopicFiles",
    "load_course",
    "stage",
    "take_submission",
]
