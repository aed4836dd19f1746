"""A right answer; the files beside it have names that are markup, commands, lines of the summary and formulas."""

from honest import *
