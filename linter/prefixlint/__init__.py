"""prefixlint: finds what breaks the prompt cache in Python code that talks to language models."""

__version__ = "0.1.0"
