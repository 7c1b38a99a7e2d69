from pkg import missing

HOUSE = "Answer politely, cite the handbook, never promise a date, and keep it short. " * 90
