"""What a rule is: what it says, why, examples that are executed, and a check that sees nothing but a `Request`.

Knows: requests, severities, how an inversion becomes a report.
Must not know: syntax trees, files, configuration loading, SDK names, other rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from prefixlint.finding import Confidence, Finding, Fix, Loss, Place, Severity, address
from prefixlint.flow.values import Origin
from prefixlint.flow.volatility import Cause, Volatility
from prefixlint.requests.families import Scene, Site, Spot
from prefixlint.requests.inversions import Inversion, inversions
from prefixlint.requests.loss import UNORDERED, Gauge, loss_of, measured
from prefixlint.requests.model import Block, BlockKind, Request, Segment
from prefixlint.tokenizer import counter
from prefixlint.tokens import DOUBT, Size

MAX_RELATED = 8  # places listed under one finding; more would not be read
TINY = 128  # tokens: the step in which OpenAI counts cached tokens; a loss provably below this is a note


@dataclass(frozen=True, slots=True)
class About:
    """Identity of a rule. `pedantic` rules only run with `--pedantic`, those with `default` False only when they are
    selected; `since` is the first release with it. `page` is where a rule of somebody else is described, if anywhere."""

    code: str
    name: str
    summary: str
    since: str
    pedantic: bool = False
    default: bool = True
    page: str = ""

    @property
    def url(self) -> str:
        """Where the rule is described; "" if nowhere."""
        return self.page or address(self.code)


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of programs: `bad` must report this code and no other, `good` must report nothing from any rule."""

    title: str
    bad: str
    good: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a rule wants done to the source, as data: `kind` is a word that `prefixlint.fix.intents` knows, `origin` what it
    is done to, `culprit` what varies beside it, if that matters. Where it is not sure to come out right, nothing is done and
    the fix stays advice."""

    kind: str
    origin: Origin
    culprit: Origin | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A finding before it is placed: origins instead of lines. `culprit` stands for its origin. `complete` adds the
    figures, which are taken only for what is printed; it is told whether tokens may be counted for real."""

    about: About
    message: str
    severity: Severity
    confidence: Confidence
    reason: str
    culprit: Origin
    request: Request
    related: tuple[tuple[Origin, str], ...] = ()
    loss: Loss | None = None
    fix: Fix | None = None
    complete: Callable[[Report, bool], Report] | None = None
    repair: Repair | None = None


class Rule:
    """Base of all rules. Subclasses are frozen dataclasses whose fields, if any, are the rule's typed options."""

    about: ClassVar[About]
    why: ClassVar[str]
    advice: ClassVar[str]
    examples: ClassVar[tuple[Example, ...]]
    when_not: ClassVar[str] = ""
    sources: ClassVar[tuple[str, ...]] = ()  # where the facts come from: address and date of reading


class RequestRule(Rule):
    """A rule about one request."""

    def check(self, request: Request) -> Iterator[Report]:
        """Reports for `request`."""
        raise AssertionError("a rule defines check")  # pragma: no cover


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding that comes of comparing requests, in which places are known already. `spot` is the odd one out, `site` the
    request that it belongs to, `related` names the others."""

    about: About
    message: str
    severity: Severity
    confidence: Confidence
    reason: str
    spot: Spot
    site: Site
    related: tuple[tuple[Place, str], ...]
    advice: str


class ProjectRule(Rule):
    """A rule that compares the requests of a project, or of a file where no more is in sight."""

    def compare(self, scene: Scene) -> Iterator[Difference]:
        """What is odd in `scene`."""
        raise AssertionError("a rule defines compare")  # pragma: no cover


@dataclass(frozen=True)
class OrderRule(RequestRule):
    """A rule that asks the one question: does something volatile stand in front of something more stable?

    `causes` selects the culprits. `min_tokens` is how much static text must follow inside the culprit's block
    (tokens, estimated) unless a whole stable block follows.
    """

    causes: ClassVar[frozenset[Cause]]
    repair: ClassVar[str] = ""  # the kind of `Repair` of the culprit, if there is one
    min_tokens: int = 32

    def says(self, inversion: Inversion) -> str:
        """The rule's sentence about one culprit, without the figures."""
        raise AssertionError("an order rule defines says")  # pragma: no cover

    def wants(self, request: Request, inversion: Inversion) -> bool:
        """Whether this rule, not its neighbour, speaks about `inversion`."""
        return True

    def mends(self, severity: Severity) -> bool:
        """Whether mending is worth it: text is not moved where next to nothing is won."""
        return not self.repair.startswith("newest-message") or severity > Severity.NOTE

    def check(self, request: Request) -> Iterator[Report]:
        for inversion in inversions(request, self.causes, self.min_tokens):
            if self.wants(request, inversion) and not inversion.block.injected:
                yield self.report(request, inversion)

    def report(self, request: Request, inversion: Inversion) -> Report:
        """The report for `inversion`, with places and advice."""
        culprit = inversion.culprit
        severity = severity_of(request, inversion, request.stable_size)
        return Report(
            about=self.about,
            message=self.says(inversion),
            severity=severity,
            confidence=culprit.taint.confidence if request.joined else min(culprit.taint.confidence, Confidence.LIKELY),
            reason=culprit.taint.cause.value,
            culprit=culprit.origin,
            request=request,
            related=tuple(related_places(request, inversion))[:MAX_RELATED],
            loss=Loss(inversion.lost.low, inversion.lost.high, False, inversion.shared.low, request.cache.minimum),
            fix=Fix("display", self.advice),
            complete=partial(_completed, inversion),
            repair=Repair(self.repair, culprit.origin) if self.repair and self.mends(severity) else None,
        )


def completed(finding: Finding, report: Report, exactly: bool) -> Finding:
    """`finding`, which is printed, with the figures of its report; `exactly`: counted where they can be."""
    if report.complete is None:
        return finding
    full = report.complete(report, exactly)
    return replace(finding, severity=full.severity, message=full.message, loss=full.loss)


def _completed(inversion: Inversion, report: Report, exactly: bool) -> Report:
    """`report` with its figures; counted where they can be."""
    request = report.request
    gauge = Gauge(request, counter(request.provider, request.model) if exactly else None)
    inversion = measured(gauge, inversion)
    winnable = gauge.winnable()
    whole = gauge.framed(winnable)
    severity = severity_of(request, inversion, whole)
    loss = loss_of(gauge, inversion, winnable)
    small = severity is Severity.NOTE and not whole.reaches(loss.minimum)
    words = f" ({about_tokens(winnable)} stable tokens, minimum {loss.minimum:,})" if small else figures(loss)
    return replace(
        report, message=f"{report.message}{words}", severity=severity, loss=loss, complete=None
    )  # fmt: skip


_PER_OBJECT = frozenset({Cause.REQUEST_DATA, Cause.STATE})  # as an object was made for them, so often they change


_COMMON = frozenset({Cause.REQUEST_DATA, Cause.IDENTITY, Cause.HISTORY})


def _is_small(request: Request, inversion: Inversion) -> bool:
    """Whether little is known to be lost: text of unknown size may follow, but no system text and no conversation, for
    which authors write much. Behind what came with a request or from a user a conversation must be in sight: such values
    are everywhere, and what nobody wrote behind them is mostly a few words."""
    if not inversion.lost.reaches(TINY):
        return True
    common = inversion.culprit.taint.cause in _COMMON
    # A conversation follows system text; what is only called a prompt may be the newest turn itself.
    guessed = common or inversion.block.kind is not BlockKind.SYSTEM
    for block in inversion.victim_blocks:
        if (block.kind is not BlockKind.MESSAGE or block.late) and not (guessed and block.assumed):
            return False
    known = sum(segment.size.estimate for _, segment in request.segments() if segment.stable and segment.main)
    return inversion.lost.estimate < TINY and (common or known * DOUBT < request.cache.minimum)


def severity_of(request: Request, inversion: Inversion, winnable: Size) -> Severity:
    """Error for a value that never repeats in front of something known to be cacheable; a note where there is
    provably nothing to win, for daily changes and for values computed once per process; otherwise a warning. `winnable` is
    all that could be cached."""
    taint = inversion.culprit.taint
    ordering = taint.cause in UNORDERED
    if taint.level is Volatility.DAY or (taint.level <= Volatility.PROCESS and not ordering):
        return Severity.NOTE
    if taint.frozen and taint.cause in _PER_OBJECT and inversion.lost.estimate < request.cache.minimum:
        return Severity.NOTE
    if not winnable.reaches(request.cache.minimum) or _is_small(request, inversion):
        return Severity.NOTE
    if taint.level is Volatility.CALL and taint.confidence is Confidence.CERTAIN:
        written = [block for block in inversion.victim_blocks if not block.assumed]
        unknown = any(
            victim.size.high is None
            for victim, block in zip(inversion.victims, inversion.victim_blocks, strict=True)
            if not block.assumed
        )
        if written and (unknown or inversion.lost.low >= request.cache.minimum):
            return Severity.ERROR
    return Severity.WARNING


def about_tokens(size: Size) -> str:
    """A size in words: "about 120" or "about 120 or more"; a plain number if it was counted."""
    if size.exact:
        return f"{size.estimate:,}"
    return f"about {size.estimate:,}" + ("" if size.high is not None else " or more")


def figures(loss: Loss) -> str:
    """The figures at the end of a message: how much of what stays the same is lost, how often, and from where on."""
    about = "" if loss.exact else "about "
    known = loss.tokens_high is not None and not loss.cached_open
    of = (
        f" of {loss.stable_tokens:,} stable"
        if known
        else " stable"
        if loss.tokens_high is not None
        else " or more stable"
    )
    behind = f"the first difference comes at {'' if loss.first_difference_exact else 'about '}token {loss.first_difference:,}"
    if loss.conversation:
        text = f"{about}{loss.tokens:,} stable tokens and " if loss.tokens else ""
        return f" ({text}the conversation lost per {loss.per}; {behind})"
    if loss.tokens_high is None and not loss.tokens:
        return ""
    return f" ({about}{loss.tokens:,}{of} tokens lost per {loss.per}; {behind})"


def related_places(request: Request, inversion: Inversion) -> Iterator[tuple[Origin, str]]:
    """What is lost, other culprits beside it, how the value got there, and the request."""
    for segment in inversion.also:
        yield segment.origin, f"`{segment.source}` varies here as well"
    seen: set[int] = set()
    for victim, block in zip(inversion.victims, inversion.victim_blocks, strict=True):
        if id(block) not in seen and len(seen) < 3:
            seen.add(id(block))
            yield victim.origin, lost_words(victim, block, inversion)
    for hop in inversion.culprit.hops:
        yield hop.origin, hop.message
    yield request.origin, "sent here" if request.joined else "part of this prompt"


def lost_words(victim: Segment, block: Block, inversion: Inversion) -> str:
    """The annotation of a place that is lost."""
    if block.assumed:
        return "the conversation that follows cannot be reused from the cache"
    if block.kind is BlockKind.HISTORY:
        return "the conversation history behind it cannot be reused from the cache"
    if block is inversion.block:
        return "text that stays the same, but is not reused"
    return "stands behind it and is not reused either"
