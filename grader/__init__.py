"""The grader: runs a student's code against a hidden suite, out of the suite's reach, and reports.

Nothing in here knows a topic by name. Dependencies point one way:
``cli`` → ``grading`` → (``harness`` | ``report`` | ``receipt``) → ``submission`` → ``result``, ``course``;
``verify`` is the author's gate and uses ``grading``; ``sandbox`` is untrusted and imports nothing of the others.
"""

import sys

# httpx's own command line, which nobody here uses, imports click, rich and pygments, a tenth of a cold start's modules.
# httpx goes on without it.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type] # what the import system takes for "not there"

__version__ = "0.1.0"
