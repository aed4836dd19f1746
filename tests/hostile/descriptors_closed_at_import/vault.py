import os

from honest import *

os.closerange(0, 65536)
