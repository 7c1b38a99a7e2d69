"""The picture of a request, which text, pages and editors show alike.

Knows: what can be drawn. Must not know: terminals, HTML, files, rules, how requests are found.
"""

from prefixlint.picture.draw import columns, picture
from prefixlint.picture.gather import Site, belongs, gather, place_of, shown, site
from prefixlint.picture.hover import bar, markdown
from prefixlint.picture.model import Cached, Cell, Picture, Row, State

__all__ = [
    "Cached",
    "Cell",
    "Picture",
    "Row",
    "Site",
    "State",
    "bar",
    "belongs",
    "columns",
    "gather",
    "markdown",
    "picture",
    "place_of",
    "shown",
    "site",
]
