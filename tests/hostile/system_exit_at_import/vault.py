import sys

from honest import *

sys.exit(0)
