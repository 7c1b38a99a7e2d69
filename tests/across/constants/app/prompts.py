RULES = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90
DATED = "You answer for {shop}.\n" + RULES
