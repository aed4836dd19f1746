"""Tests of the report, with results made by hand: no grader runs in here."""
