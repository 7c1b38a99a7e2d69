"""The texts of the clerk."""

RULES = "Answer politely and cite the handbook. " * 200
