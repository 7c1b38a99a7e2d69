"""Reading Python: sieve, parse, walk, names, places. Knows libcst; must not know prompts or providers."""
