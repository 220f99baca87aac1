"""THE PAGE OR A TEST CALLED: moves people, sets faults, reads what happened."""
