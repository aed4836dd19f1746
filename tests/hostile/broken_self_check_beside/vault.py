"""A right answer; what is said of the self-check beside it repeats a key of the file."""

from honest import *
