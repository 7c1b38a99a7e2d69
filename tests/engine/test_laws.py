"""Laws of the value domain that must hold for every value: joining taints, building texts, merging and widening states,
bounds of token counts.

A text stands for the set of strings that it may be. Instead of all of them a few are drawn, and a value must keep them
whatever is done to it: factoring and flattening change how a text is written down, never what it may be.
"""

from __future__ import annotations

from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st
from language import matches

from prefixlint.flow.state import State, merge, widen, widen_value
from prefixlint.flow.strings import strip
from prefixlint.flow.values import (
    EMPTY,
    MAX_ELEMENTS,
    Alt,
    Branch,
    Cat,
    Const,
    DictObject,
    Elem,
    Entry,
    Hole,
    Instance,
    Item,
    ListObject,
    Lit,
    Loop,
    Ref,
    Rep,
    Splat,
    Value,
    alt,
    bounded,
    cat,
    literal,
    parts_of,
    taint_of,
    weight,
)
from prefixlint.flow.volatility import (
    BOTTOM,
    CONSTANT,
    UNKNOWN,
    Cause,
    Confidence,
    Taint,
    Volatility,
    freeze,
    join,
    weaken,
)
from prefixlint.tokens import UNKNOWN_SIZE, ZERO, size_of

lawful = settings(derandomize=True, deadline=None, max_examples=100)

taints = st.builds(
    Taint, st.sampled_from(Volatility), st.sampled_from(Confidence), st.sampled_from(Cause), st.booleans()
)
words = st.sampled_from(["", "a", "b", "ab", "- ", "\n", " ", "  x ", "rules"])
literals = st.builds(Lit, words)
holes = st.builds(lambda taint, source: Hole(taint, None, source, "text"), taints, st.sampled_from(["p", "q"]))


def _texts(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    several = st.lists(inner, max_size=4)
    return (
        st.builds(cat, several)
        | st.builds(alt, st.lists(inner, min_size=1, max_size=4), taints)
        | st.builds(Rep, inner, taints)
    )


texts: st.SearchStrategy[Value] = st.recursive(literals | holes, _texts, max_leaves=12)


# ---- a text as a language -------------------------------------------------------------------------------------------


def strings(value: Value) -> list[str]:
    """Some of the strings that a text may be; a hole is "?" or nothing, a repetition has no turn, one or two."""
    if isinstance(value, Lit):
        return [value.text]
    if isinstance(value, Hole):
        return ["?", ""]
    if isinstance(value, Cat):
        made = [""]
        for part in value.parts:
            made = list(islice((head + tail for tail in strings(part) for head in made), 24))
        return made
    if isinstance(value, Alt):
        return list(islice((one for option in value.options for one in strings(option)[:6]), 24))
    assert isinstance(value, Rep)
    once = strings(value.body)[:4]
    return ["", *once, *(a + b for a in once for b in once)][:12]


# ---- taints ---------------------------------------------------------------------------------------------------------


@given(taints, taints, taints)
@lawful
def test_join_is_a_semilattice(a: Taint, b: Taint, c: Taint) -> None:
    assert join(a, a) == a
    assert join(a, b).rank == join(b, a).rank
    assert join(a, join(b, c)).rank == join(join(a, b), c).rank == join(a, b, c).rank
    assert join(a, BOTTOM).rank == max(a.rank, BOTTOM.rank)


@given(taints, taints)
@lawful
def test_join_is_one_of_its_operands(a: Taint, b: Taint) -> None:
    assert join(a, b) in (a, b)
    assert join(a, b).rank >= a.rank
    assert join() == CONSTANT


@given(taints, taints, taints)
@lawful
def test_join_is_monotone(a: Taint, b: Taint, c: Taint) -> None:
    low, high = sorted((a, b), key=lambda taint: taint.rank)
    assert join(low, c).rank <= join(high, c).rank


@given(taints)
@lawful
def test_unknown_is_not_volatile(a: Taint) -> None:
    if a.believed() and a.level > Volatility.DEPLOY:
        assert join(a, UNKNOWN) == join(UNKNOWN, a) == a


@given(taints, st.sampled_from(Volatility))
@lawful
def test_freezing_and_weakening_only_lower(a: Taint, at: Volatility) -> None:
    assert freeze(a, at).level == min(a.level, at)
    assert freeze(freeze(a, at), at) == freeze(a, at)
    assert weaken(a).level == a.level
    assert weaken(a).confidence <= a.confidence
    assert a.cause == freeze(a, at).cause == weaken(a).cause


# ---- texts ----------------------------------------------------------------------------------------------------------


@given(st.lists(texts, max_size=4))
@lawful
def test_cat_keeps_every_string(parts: list[Value]) -> None:
    value = cat(parts)
    for text in strings(Cat(tuple(parts))):
        assert matches(value, text)


@given(st.lists(texts, max_size=4))
@lawful
def test_cat_is_flat_and_has_no_empty_parts(parts: list[Value]) -> None:
    value = cat(parts)
    if isinstance(value, Cat):
        assert len(value.parts) > 1
        assert not any(isinstance(part, Cat) or part == EMPTY for part in value.parts)
    assert cat([value]) == cat(parts_of(value)) == value


@given(st.lists(texts, max_size=3), st.lists(texts, max_size=3))
@lawful
def test_cat_is_associative(a: list[Value], b: list[Value]) -> None:
    assert cat([cat(a), cat(b)]) == cat([*a, *b])
    assert cat([EMPTY, *a]) == cat([*a, EMPTY]) == cat(a)


@given(st.lists(literals, max_size=5))
@lawful
def test_literal_is_the_text_itself(parts: list[Lit]) -> None:
    assert literal(cat(parts)) == "".join(part.text for part in parts)


@given(st.lists(texts, min_size=1, max_size=5), taints)
@lawful
def test_alt_keeps_every_string(options: list[Value], taint: Taint) -> None:
    value = alt(options, taint)
    for option in options:
        for text in strings(option):
            assert matches(value, text)


@given(st.lists(texts, min_size=1, max_size=4), taints)
@lawful
def test_alt_is_idempotent_and_nests_flat(options: list[Value], taint: Taint) -> None:
    once = alt(options, taint)
    assert alt([*options, *options], taint) == once
    assert alt([once], taint) == once


@given(texts, texts, texts, taints)
@lawful
def test_alt_factors_the_common_head_and_tail(head: Value, a: Value, b: Value, taint: Taint) -> None:
    whole = alt([cat([head, Lit("1"), a]), cat([head, Lit("2"), b])], taint)
    parts, common = parts_of(whole), parts_of(head)
    assert parts[: len(common)] == common


@given(st.lists(texts, min_size=1, max_size=4), taints)
@lawful
def test_a_choice_is_as_volatile_as_its_worst_option(options: list[Value], taint: Taint) -> None:
    value = alt(options, taint)
    if not isinstance(value, Hole) or len(options) == 1:
        assert taint_of(value).level <= max(taint_of(option).level for option in options)
    if EMPTY not in options:
        assert taint_of(cat(options)).rank == join(*map(taint_of, options)).rank


@given(texts, st.sampled_from([None, " ", "a", "-"]), st.booleans(), st.booleans())
@lawful
def test_strip_keeps_every_string(value: Value, characters: str | None, left: bool, right: bool) -> None:
    stripped = strip(value, characters, left, right)
    for text in strings(value):
        expected = text.lstrip(characters) if left else text
        expected = expected.rstrip(characters) if right else expected
        assert matches(stripped, expected)


# ---- states ---------------------------------------------------------------------------------------------------------

items = st.builds(Item, texts)
elems: st.SearchStrategy[Elem] = items | st.builds(Splat, holes)
runs = st.lists(elems, max_size=4).map(tuple)
listings: st.SearchStrategy[ListObject] = st.builds(ListObject, runs)
records = st.builds(
    lambda keys, value: DictObject(tuple(Entry(key, value) for key in dict.fromkeys(keys))),
    st.lists(st.sampled_from("xyz"), max_size=3),
    texts,
)
states: st.SearchStrategy[State] = st.builds(
    lambda variables, one, two: State(dict(variables), {1: one, 2: two}),
    st.dictionaries(st.sampled_from(["a", "b"]), texts, min_size=2, max_size=2),
    listings,
    records,
)


def lists(run: tuple[Elem, ...]) -> list[list[Value]]:
    """Some of the lists that a run of elements may be."""
    made: list[list[Value]] = [[]]
    for elem in run:
        if isinstance(elem, Item):
            more = [[elem.value]]
        elif isinstance(elem, Splat):
            more = [[], [elem.value]]
        elif isinstance(elem, Branch):
            more = [one for option in elem.options for one in lists(option)]
        else:
            assert isinstance(elem, Loop)
            more = [[], *lists(elem.body)]
        made = [head + tail for head in made for tail in more][:16]
    return made


def covers(run: tuple[Elem, ...], values: list[Value]) -> bool:
    """Whether a run of elements may be the list of `values`, element for element."""
    return len(values) in _reach(run, values, frozenset({0}))


def _reach(run: tuple[Elem, ...], values: list[Value], starts: frozenset[int]) -> frozenset[int]:
    for elem in run:
        if isinstance(elem, Item):
            starts = frozenset(at + 1 for at in starts if at < len(values) and _may_be(elem.value, values[at]))
        elif isinstance(elem, Splat):
            starts = frozenset(range(min(starts), len(values) + 1)) if starts else starts
        elif isinstance(elem, Branch):
            starts = frozenset().union(*(_reach(option, values, starts) for option in elem.options))
        else:
            assert isinstance(elem, Loop)
            reached = new = starts
            while new:
                new = _reach(elem.body, values, new) - reached
                reached |= new
            starts = reached
    return starts


def _may_be(wide: Value, narrow: Value) -> bool:
    return wide == narrow or isinstance(wide, Hole) or all(matches(wide, text) for text in strings(narrow))


def includes(wide: State, narrow: State) -> bool:
    """Whether everything `narrow` may be is something `wide` may be."""
    for name, value in narrow.vars.items():
        if not all(matches(wide.vars[name], text) for text in strings(value)):
            return False
    for key, obj in narrow.heap.items():
        whole = wide.heap[key]
        if isinstance(obj, ListObject):
            assert isinstance(whole, ListObject)
            if not all(covers(whole.items, values) for values in lists(obj.items)):
                return False
        elif isinstance(obj, DictObject):
            assert isinstance(whole, DictObject)
            for entry in obj.entries:
                found = whole.get(entry.key) if entry.key is not None else None
                if found is None or not _may_be(found.value, entry.value):
                    return False
            sure = {entry.key for entry in whole.entries if not entry.maybe}
            if not sure <= {entry.key for entry in obj.entries if not entry.maybe}:
                return False
    return True


@given(states, states, taints)
@lawful
def test_merge_covers_both(a: State, b: State, taint: Taint) -> None:
    merged = merge([a, b], taint)
    assert merged is not None
    assert includes(merged, a)
    assert includes(merged, b)


@given(states)
@lawful
def test_merge_of_one_is_itself(a: State) -> None:
    assert merge([a]) is merge([None, a]) is a
    assert merge([]) is merge([None]) is None
    twice = merge([a, a.fork()])
    assert twice is not None
    assert (twice.vars, twice.heap) == (a.vars, a.heap)


@given(states, states, taints, st.booleans())
@lawful
def test_widen_covers_both(a: State, b: State, order: Taint, give_up: bool) -> None:
    wide, changed = widen(a, b, order, None, give_up)
    assert includes(wide, a)
    assert includes(wide, b)
    names = {name for name, value in a.vars.items() if wide.vars[name] != value}
    assert changed == names | {key for key, obj in a.heap.items() if wide.heap[key] != obj}


@given(texts, texts, taints)
@lawful
def test_widening_ends(a: Value, b: Value, order: Taint) -> None:
    """A loop that appends comes to a rest within the turns that the engine gives it."""
    head = a
    for turn in range(4):
        wider = widen_value(head, cat([head, b]), order, None, turn >= 2) if b != EMPTY else head
        if wider == head:
            break
        head = wider
    for text in strings(a):
        for more in strings(b):
            assert matches(head, text)
            assert matches(head, text + more)
            assert matches(head, text + more + more)


@given(st.lists(elems, max_size=8), st.integers(0, 80))
@lawful
def test_lists_are_bounded(elements: list[Elem], times: int) -> None:
    run = (*elements, *(Splat(Hole(UNKNOWN, None)) for _ in range(times)))
    kept = bounded(run)
    assert weight(kept) <= MAX_ELEMENTS or all(isinstance(elem, Item) for elem in run)
    for values in lists(run)[:4]:
        assert covers(kept, values)


def test_objects_are_merged_by_attribute() -> None:
    a = State({}, {1: Instance(None, "thing", (("x", Lit("1")), ("y", Ref(2))))})
    b = State({}, {1: Instance(None, "thing", (("x", Lit("2")), ("z", Const(3))))})
    merged = merge([a, b])
    assert merged is not None
    thing = merged.heap[1]
    assert isinstance(thing, Instance)
    assert dict(thing.fields) == {"x": Alt((Lit("1"), Lit("2"))), "y": Ref(2), "z": Const(3)}


# ---- tokens ---------------------------------------------------------------------------------------------------------

prose = st.text(st.sampled_from("ab \n\té✓漢字🙂.,0"), max_size=60)


@given(st.text(max_size=80) | prose)
@lawful
def test_bounds_are_in_order(text: str) -> None:
    size = size_of(text)
    assert size.high is not None
    assert 0 <= size.low <= size.estimate <= size.high
    assert (size == ZERO) == (text == "")


@given(st.text(max_size=40) | prose, st.text(max_size=40) | prose)
@lawful
def test_bounds_of_parts_hold_for_the_whole(a: str, b: str) -> None:
    whole, parts = size_of(a + b), size_of(a) + size_of(b)
    assert whole.high == parts.high
    assert abs(whole.low - parts.low) <= 1  # the word at the seam may be one, a line end there one more
    assert whole.high is not None and parts.high is not None
    assert parts.low <= parts.estimate <= parts.high


@given(prose, prose, prose)
@lawful
def test_sizes_add_up(a: str, b: str, c: str) -> None:
    one, two, three = size_of(a), size_of(b), size_of(c)
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + ZERO == one
    assert (one + UNKNOWN_SIZE).high is None
    assert (one + UNKNOWN_SIZE).reaches(10**9)
