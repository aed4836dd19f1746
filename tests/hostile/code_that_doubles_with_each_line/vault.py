from honest import *

# Python writes down twice what stands in each finally, once for the way without an exception and once for the other.
try: a = 0
finally:
 try: a = 0
 finally:
  try: a = 0
  finally:
   try: a = 0
   finally:
    try: a = 0
    finally:
     try: a = 0
     finally:
      try: a = 0
      finally:
       try: a = 0
       finally:
        try: a = 0
        finally:
         try: a = 0
         finally:
          try: a = 0
          finally:
           try: a = 0
           finally:
            try: a = 0
            finally:
             try: a = 0
             finally:
              try: a = 0
              finally:
               try: a = 0
               finally:
                try: a = 0
                finally:
                 try: a = 0
                 finally:
                  try: a = 0
                  finally:
                   a = 1
