"""`python -m prefixlint`: the command line."""

from prefixlint.cli import main

if __name__ == "__main__":
    main()
