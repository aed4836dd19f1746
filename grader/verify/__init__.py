"""The author's gate: a course proves itself. Each rule is a function of its own, so that one broken rule hides no other.

``grader.verify.gate`` puts the rules in order; everything else is one family of rules a module. Formats: docs/contract.md.
"""
