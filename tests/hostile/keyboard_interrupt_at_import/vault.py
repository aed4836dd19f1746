from honest import *

raise KeyboardInterrupt
