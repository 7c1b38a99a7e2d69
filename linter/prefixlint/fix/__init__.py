"""Fixes: what a rule wants mended becomes edits (`intents`), edits become text (`apply`, `cells`), texts are proved and
written (`session`, `write`) or shown (`diff`).

Knows: nothing itself. Must not know: rules, options of a command line.
"""
