"""Fuzzes the trusted half of the wire: whatever a cell sends, the runner makes a value of it or one declared exception.

``python -m tests.fuzz`` is the long run by hand; ``test_fuzz.py`` a short one, and every input that ever broke a
promise. Targets are in ``targets``; see ``docs/security.md`` for what is promised.
"""
