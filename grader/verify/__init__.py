"""The author's gate: a course proves itself. A rule is a function of its own, so that a broken one hides no other.

``grader.verify.gate`` puts the rules in order; the rest is one family of rules a module. Formats: docs/contract.md.
"""
