import os
import tempfile

from honest import *

HERE = os.path.dirname(__file__)
PLACES = [os.getcwd(), os.environ["HOME"], tempfile.gettempdir(), HERE, f"{HERE}/__pycache__", f"{HERE}/..", ".."]
PLACES += ["/tmp"]


def tally():
    """Right only where no file of an earlier test is found."""
    counts = [1]
    for place in {os.path.realpath(place) for place in PLACES}:
        try:
            with open(f"{place}/hostile-was-here-to-count", "a+") as file:
                file.seek(0)
                counts.append(len(file.read()) + 1)
                file.write("x")
        except OSError:
            pass
    assert len(counts) >= 2, "in its own it may write"
    return max(counts)
