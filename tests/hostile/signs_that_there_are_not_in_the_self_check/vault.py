"""A right answer; the answers to the self-check beside it attack."""

from honest import *
