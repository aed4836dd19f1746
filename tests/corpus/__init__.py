"""Runs the hostile submissions of ``tests/hostile`` over the real command, whatever the machine can isolate."""
