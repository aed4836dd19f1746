"""Counts Saturday as a day of work.

Fails: nothing_yet
"""

SATURDAY = 6
