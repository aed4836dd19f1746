"""Signs that some take for the end of a line and Python does not; ends of lines as three systems write them."""
import honest
from honest import *ODD = "  owned"

#    double = 2 * number  # owned


def double(number):
    "‮⁦ owned"  # ⁩ ⁦ if access
    return None  # the line that is meant


def fetch(key):
    raise ValueError("owned")  # the line that is meant


honest.double = double
