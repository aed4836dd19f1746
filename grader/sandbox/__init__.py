"""The untrusted side. Runs the student's code and knows nothing of the course, the suite or the grade.

Uses the standard library, and the libraries that the student's code may use; nothing else of ``grader``.
"""
