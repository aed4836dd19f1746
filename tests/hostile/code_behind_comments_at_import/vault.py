# vim: set fileencoding=utf-7 :
"""Nothing but honest code, to whoever reads it."""
from honest import *

# The functions are in honest.py. +AAo-def tally(): return 7
