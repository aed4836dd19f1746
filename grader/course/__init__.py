"""A course, read from its folder into frozen data: ``load_course(folder)``.

Depends on ``grader.errors`` and ``grader.result`` only.
"""

from __future__ import annotations

from grader.course.load import load_course
from grader.course.model import Course, Limits, Task, Topic
from grader.result.model import Link

__all__ = ["Course", "Limits", "Link", "Task", "Topic", "load_course"]
