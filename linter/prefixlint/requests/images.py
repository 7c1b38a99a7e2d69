"""Images in messages, as segments and as what the rules about images compare.

Knows: paths into content parts. Must not know: rules, SDK names, how values came about.
"""

from __future__ import annotations

from dataclasses import replace

from prefixlint.flow.values import Alt, DictObject, Hole, Origin, Ref, Value, holes, literal
from prefixlint.flow.volatility import CONSTANT, join
from prefixlint.requests.model import Image, Segment
from prefixlint.requests.segments import Choices, Context, source_of
from prefixlint.tokens import UNKNOWN_SIZE, ZERO


def path_value(obj: DictObject, path: str, context: Context) -> Value | None:
    """The value at `a.b` inside nested dicts."""
    entry = None
    current: DictObject | None = obj
    for key in path.split("."):
        if current is None:
            return None
        entry = current.get(key)
        if entry is None:
            return None
        inner = context.frame.get(entry.value) if isinstance(entry.value, Ref) else None
        current = inner if isinstance(inner, DictObject) else None
    return entry.value if entry is not None else None


def image_segment(
    obj: DictObject, image: str, detail: str | None, context: Context, choices: Choices, main: bool, origin: Origin
) -> Segment:
    """An image as a segment, noted for the rules about images. `image_url` may be a dict or the URL itself."""
    where = path_value(obj, image, context)
    head = image.partition(".")[0]
    if where is None:
        where = path_value(obj, head, context)
    taint = context.frame.deep_taint(where) if where is not None else CONSTANT
    known = literal(where) if where is not None else None
    places = [hole.origin for hole in holes(where) if hole.origin] if where is not None else []
    identity = known if known is not None else " ".join(source_of(place, "", context) for place in places)
    sent = "auto"
    if detail is not None:
        value = path_value(obj, detail, context)
        sent = "auto" if value is None else literal(value) or ""
        context.images.append(replace(_noted(value, identity, context, obj.origin or origin), choices=choices))
    return Segment(
        taint,
        known if known is not None else None,
        source_of(origin, "image", context),
        origin,
        UNKNOWN_SIZE,
        (),
        choices,
        main,
        image=sent,
    )


def _noted(value: Value | None, identity: str, context: Context, origin: Origin) -> Image:
    if value is None:
        return Image(origin, identity, "auto", None, written=False)
    known = literal(value)
    if known is not None:
        return Image(origin, identity, known)
    taint = context.frame.deep_taint(value)
    if isinstance(value, Alt):
        taint = join(taint, value.taint)
    node = value.origin if isinstance(value, (Hole, Alt)) and value.origin else origin
    segment = Segment(taint, None, source_of(node, "detail", context), node, ZERO)
    return Image(origin, identity, None, segment)
