from .parts import *
from .parts import head
from .parts import rules as house_rules
