"""Grading is one function: a submission and a course in, a ``Result`` out. Everything with side effects is at its
edge.
"""
