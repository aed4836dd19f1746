"""A submission, read from untrusted files into frozen data: ``take_submission(path, course)``.

``stage(intake, topic, folder)`` writes one topic's files for the sandbox. Nothing here runs, imports or parses a
student's code.
"""

from __future__ import annotations

from grader.submission.intake import Intake, TopicFiles, stage, take_submission

__all__ = ["Intake", "TopicFiles", "stage", "take_submission"]
