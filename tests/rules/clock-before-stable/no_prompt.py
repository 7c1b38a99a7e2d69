"""A function may be called `get_prompt` and ask a person."""

import time


class Recorder:
    def __init__(self):
        self.start = time.time()

    def get_prompt(self):
        seconds = time.time() - self.start
        return f"Recording, press ENTER when done... {seconds:.1f} s "  # ok: PFX101
