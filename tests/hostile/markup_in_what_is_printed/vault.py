"""Prints on both streams, at import, in calls and at the end, what looks like the report and like the summary."""

import atexit
import os
import sys

import honest
from honest import *

MARKUP = "</bdi></pre></details><h4>owned</h4><span class='out'>Passed</span><script>owned</script>"
SUMMARY = "\nA course to attack  12 of 12 points\n\n✓ The vault      12 / 12\nReport: owned\n"

print(MARKUP, SUMMARY, "\x1b]0;owned\x07\x1b[2J\x1b[H")
print(MARKUP, SUMMARY, file=sys.stderr)
atexit.register(lambda: os.write(1, (MARKUP + SUMMARY).encode()))


def double(number):
    print(MARKUP, SUMMARY)
    sys.__stdout__.write(SUMMARY)
    os.write(2, MARKUP.encode() + b"\x1b[2J\xff\xfe\x9b2J")
    return None


honest.double = double
