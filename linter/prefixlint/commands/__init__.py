"""What the larger commands do: one module each.

Know: how a run is set up and what is written of it. Must not know: options as they are typed, how anything is found.
"""
