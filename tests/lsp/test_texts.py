"""Texts as editors count them, and places that move with what is typed; without a server."""

from hypothesis import given
from hypothesis import strategies as st

from prefixlint.finding import Place
from prefixlint.lsp.documents import Documents, encoded
from prefixlint.lsp.moving import Move
from prefixlint.lsp.text import Text, code_points, units
from prefixlint.source import decode

WIDTHS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
SIGNS = st.text(st.sampled_from("ab é\u20ac\N{GRINNING FACE}\n\r\x0c\u2028"), max_size=30)
ENCODINGS = st.sampled_from(sorted(WIDTHS))


@given(st.text(max_size=40), ENCODINGS)
def test_units_are_those_of_the_encoding(text, encoding):
    codec, width = WIDTHS[encoding]
    text = text.encode("utf-8", "replace").decode("utf-8")
    assert units(text, encoding) == len(text.encode(codec)) // width
    for index in range(len(text) + 1):
        assert code_points(text, units(text[:index], encoding), encoding) == index


@given(SIGNS, SIGNS, ENCODINGS, st.data())
def test_changes_of_a_part(text, new, encoding, data):
    whole = Text(text)
    spots = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    places = []
    for spot in spots:
        line = max(number for number, start in enumerate(whole.starts) if start <= spot)
        inside = min(spot - whole.starts[line], len(whole.lines[line]))
        places.append((line, units(whole.lines[line][:inside], encoding), whole.starts[line] + inside))
    (one, two, first), (three, four, last) = places
    changed = whole.changed((one, two), (three, four), new, encoding)
    assert changed.text == text[:first] + new + text[last:]


def test_positions_outside_of_the_text():
    text = Text("ab\ncd")
    assert text.offset(0, 99, "utf-16") == 2
    assert text.offset(99, 0, "utf-16") == 5
    assert Text("\N{GRINNING FACE}x").offset(0, 1, "utf-16") == 0, "inside a character"


@given(SIGNS)
def test_a_text_comes_back_from_its_bytes(text):
    assert decode(encoded(text)) == text


def test_a_cookie_that_does_not_fit_moves_nothing():
    text = "# coding: latin-1\nx = '\N{GRINNING FACE}'\n"
    assert decode(encoded(text)).split("\n")[1] == text.split("\n")[1]
    assert len(decode(encoded(text))) == len(text)
    assert encoded("# coding: latin-1\nx = 'é'\n") == "# coding: latin-1\nx = 'é'\n".encode("latin-1")


LINES = st.lists(st.sampled_from(["a = 1", "b = f(x)", "", "    return y", "# c"]), max_size=12)


@given(LINES, LINES, LINES)
def test_lines_that_stay_keep_their_places(head, body, tail):
    documents = Documents("utf-16")
    mark = "culprit = now()"
    old = documents.open("file:///a.py", 1, "\n".join([*head, mark, *tail]))
    new = documents.change("file:///a.py", 2, [(None, "\n".join([*body, mark, *tail]))])
    place = Place("/a.py", len(head) + 1, 11, len(head) + 1, 16)
    moved = Move(old, new)(place, strictly=True)
    assert moved == Place("/a.py", len(body) + 1, 11, len(body) + 1, 16)


def test_a_place_on_a_line_that_is_edited():
    documents = Documents("utf-16")
    old = documents.open("file:///a.py", 1, "x = now() + y\n")
    place = Place("/a.py", 1, 5, 1, 10)
    front = documents.change("file:///a.py", 2, [(None, "longer = now() + y\n")])
    assert Move(old, front)(place, strictly=False) == Place("/a.py", 1, 10, 1, 15)
    assert Move(old, front)(place, strictly=True) is None
    behind = documents.change("file:///a.py", 3, [(None, "x = now() + yes\n")])
    assert Move(old, behind)(place, strictly=False) == place
    gone = documents.change("file:///a.py", 4, [(None, "")])
    moved = Move(old, gone)(place, strictly=False)
    assert moved is None or (moved.line, moved.column) == (1, 1)
