from .rules import missing, HOUSE
