"""Looks before there is anything to look with."""

from forger import asked

asked("callback", callback=0, args=[1], kwargs=[])
