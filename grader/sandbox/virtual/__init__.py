"""Time, threads and chance as the student's code has them: virtual, in turns, and the same in every run."""
