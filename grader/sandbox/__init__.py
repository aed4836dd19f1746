"""The untrusted side. Runs the student's code and knows nothing of the course, the suite or the grade.

``rights`` are given up first; ``process`` makes cells, ``virtual`` is their time and chance, ``wire`` their half of the
wire. Uses the standard library, and the libraries that the student's code may use; nothing else of ``grader``.
"""
