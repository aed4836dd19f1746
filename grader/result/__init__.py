"""What a run of the grader found: frozen data, its JSON form and its journal. Depends on nothing else here."""
