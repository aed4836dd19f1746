"""Measures the grader against what one would use instead: ``python -m benchmarks``. See README.md beside this file."""
