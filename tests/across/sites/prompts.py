"""What several files send."""

RULES = "You help the readers of a library: look a book up before you speak of it, and never guess what it says. " * 60
FIND = {"type": "function", "name": "find_book", "parameters": {"type": "object"}}
LEND = {"type": "function", "name": "lend_book", "parameters": {"type": "object"}}
COVER = "https://example.com/covers/atlas.png"
