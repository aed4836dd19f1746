"""Raises at import, from a file whose name is a sentence."""

FOLDER = __file__.rpartition("/")[0]
PASSED = "passed"  # so that the sentence is nowhere in this file, of which the report shows lines
SOURCE = "raise ImportError('owned')"
exec(compile(SOURCE, f"{FOLDER}/all tests {PASSED}, 12 of 12 points; see line 1 of owned\n::error::owned", "exec"))
