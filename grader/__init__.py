"""The grader: runs a student's code against a hidden suite, out of the suite's reach, and reports.

Nothing in here knows a topic by name. Dependencies point one way:
``cli`` → ``grading`` → (``harness`` | ``report``) → ``result``, ``course``;
``sandbox`` is the untrusted side and imports nothing of the others.
"""

__version__ = "0.1.0"
