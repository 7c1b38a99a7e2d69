"""`prefix.lock`: what stands in front of every prompt, written down, so that a commit that moves it is seen.

`sites` makes records of requests, `chunks` cuts long texts, `store` is the file, `compare` holds two states against each
other, `show` puts the differences into words, `command` is `prefixlint lock`.
"""
