"""A small support desk that answers customers with language models: the example application of `make demo`.

It is never run. Each module holds what one meets in real code, some of it right and some of it expensive.
"""
