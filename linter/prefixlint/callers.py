"""Who hands prompt text to whom: wrappers of request calls, and the files that call them, over a whole project.

A function that sends what it is given is a sink, and so is one that hands its own parameters to a sink. Names decide who
calls what; whoever is wrongly taken for a caller only costs the time to look at it, since values are followed later.

Knows: files by their bytes, outlines, how the knowledge tables name request calls. Must not know: values, rules.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from prefixlint.knowledge.load import Knowledge
from prefixlint.source import SourceError, decode
from prefixlint.syntax.modules import Modules
from prefixlint.syntax.outline import REST, SELF, Call, Outline, Routine, outline

MAX_ROUNDS = 4  # wrappers around wrappers that are followed
MAX_HOLDERS = 12  # classes with a method of one name; more, and the name says nothing
SENDS = (
    b".create(", b".parse(", b".stream(", b"completion(", b"ChatCompletion", b"generate_content", b"converse", b"invoke_model",
    b".chat(", b".complete(", b"nvoke(", b"complete_async(", b".generate(", b"chat_async(", b"stream_async(",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sink:
    """A function or method that sends what it is given, or a class whose methods send what its objects were made with
    (`name` is then the name of the class and `made` true)."""

    path: str
    owner: str
    name: str
    made: bool = False


@dataclass(frozen=True, slots=True)
class Callers:
    """For each file, the last names of callees through which text may reach a request elsewhere; and for each name of
    a method the sinks that an object of unknown class may mean by it."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    methods: Mapping[str, tuple[Sink, ...]] = field(default_factory=dict)


NO_CALLERS = Callers()


class Outlines:
    """Outlines of files, made when they are asked for and kept as long as their content stays the same."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[bytes, Outline | None]] = {}

    def __call__(self, path: str, data: bytes) -> Outline | None:
        """The outline of the file at `path` with content `data`; None for what is no Python."""
        known = self._made.get(path)
        if known is None or known[0] != data:
            try:
                known = data, outline(path, decode(data))
            except SourceError:
                known = data, None
            self._made[path] = known
        return known[1]

    def step(self) -> None:
        """The next file is going to be searched: who has to give up sometimes may raise here."""


def find(files: Mapping[str, bytes], knowledge: Knowledge, outlines: Outlines | None = None) -> Callers:
    """The callers among `files` (path to content) of functions that send what they are given. Who asks again after a
    change keeps the `outlines` of the files that stay the same."""
    return _Search(files, knowledge, outlines or Outlines()).run()


class _Search:
    def __init__(self, files: Mapping[str, bytes], knowledge: Knowledge, outlines: Outlines) -> None:
        self.files = files
        self.knowledge = knowledge
        self.modules = Modules()
        self.outlines = outlines
        self.sinks: dict[Sink, set[str]] = {}  # with the parameters that are sent
        self.places: dict[Sink, tuple[str, ...]] = {}  # and all parameters
        self.names: dict[str, set[str]] = {}

    def run(self) -> Callers:
        """Rounds of callers until there are no new ones."""
        for path, data in self.files.items():
            self.outlines.step()
            if any(mark in data for mark in SENDS):
                known = self._outline(path)
                if known is not None:
                    self._senders(known)
        new = set(self.sinks)
        for _ in range(MAX_ROUNDS):
            if not new:
                break
            new = self._round(new)
        methods: dict[str, list[Sink]] = {}
        for sink in sorted(self.sinks, key=lambda one: (one.path, one.owner, one.name)):
            if sink.owner:
                methods.setdefault(sink.name, []).append(sink)
        return Callers(
            {path: frozenset(names) for path, names in self.names.items()},
            {name: tuple(sinks) for name, sinks in methods.items() if len(sinks) <= MAX_HOLDERS},
        )

    def _outline(self, path: str) -> Outline | None:
        return self.outlines(path, self.files[path])

    # -- what sends ---------------------------------------------------------------------------------------------------

    def _senders(self, known: Outline) -> None:
        """The sinks of a file that send by themselves."""
        packages = {name.partition(".")[0] for name in known.imports.values()}
        for routine in known.routines:
            for call in routine.calls:
                if routine.name and call.last in self.knowledge.callees and self._sends(call, known, packages):
                    prompt = [
                        node
                        for slot, node in call.arguments
                        if not isinstance(slot, str) or slot in self.knowledge.prompts
                    ]
                    rest = [node for slot, node in call.arguments if slot == REST]
                    sent: set[str] = set()
                    for node in (*prompt, *rest):
                        sent |= routine.depends(node)
                    self._note(known, routine, sent)

    def _sends(self, call: Call, known: Outline, packages: Iterable[str]) -> bool:
        head, dot, rest = call.callee.partition(".")
        dotted = known.imports.get(head, head) + dot + rest
        if self.knowledge.surfaces.request(dotted) or self.knowledge.surfaces.shape(dotted, call.keywords):
            return True
        return self.knowledge.is_sending(dotted, frozenset(packages))

    def _note(self, known: Outline, routine: Routine, sent: set[str]) -> set[Sink]:
        """Note that `routine` sends these parameters, or what its object was made with; gives what is new."""
        added: set[Sink] = set()
        given = sent - {SELF}
        if given:
            sink = Sink(known.path, routine.owner, routine.name)
            if not given <= self.sinks.get(sink, set()):
                self.sinks.setdefault(sink, set()).update(given)
                self.places[sink] = routine.parameters
                added.add(sink)
        if SELF in sent and routine.owner:
            made = Sink(known.path, "", routine.owner, True)
            if made not in self.sinks:
                self.sinks[made] = set()
                added.add(made)
        return added

    # -- who calls it -------------------------------------------------------------------------------------------------

    def _round(self, new: set[Sink]) -> set[Sink]:
        """The sinks that call one of `new`; their files are noted as callers."""
        by_name: dict[str, list[Sink]] = {}
        for sink in new:
            by_name.setdefault(sink.name, []).append(sink)
        # Plain searches: a regular expression with that many alternatives is a hundred times slower.
        words = [name.encode() + b"(" for name, sinks in by_name.items() if len(sinks) <= MAX_HOLDERS]
        added: set[Sink] = set()
        for path, data in self.files.items():
            self.outlines.step()
            known = self._outline(path) if any(word in data for word in words) else None
            if known is None:
                continue
            for routine in known.routines:
                for call in routine.calls:
                    for sink in by_name.get(call.last, ()):
                        if call.arguments and self._means(call, sink, known):
                            if sink.path != path:
                                self.names.setdefault(path, set()).add(call.last)
                            if routine.name:
                                added |= self._passed_on(known, routine, call, sink)
        return added

    def _passed_on(self, known: Outline, routine: Routine, call: Call, sink: Sink) -> set[Sink]:
        """Note `routine` if it hands parameters of its own to `sink`. What an object is made with is not followed any
        further up: most of it is no prompt."""
        if sink.made:
            return set()
        sent: set[str] = set()
        for node in self._sent(call, sink):
            sent |= routine.depends(node)
        return self._note(known, routine, sent - {SELF})

    def _sent(self, call: Call, sink: Sink) -> Iterator[ast.expr]:
        parameters, wanted = self.places[sink], self.sinks[sink]
        for slot, node in call.arguments:
            name = slot if isinstance(slot, str) else parameters[slot] if slot < len(parameters) else REST
            if slot == REST or name in wanted or name not in parameters:
                yield node

    def _means(self, call: Call, sink: Sink, known: Outline) -> bool:
        """Whether a call may be one of `sink`."""
        head, dot, rest = call.callee.partition(".")
        if not sink.owner:
            if sink.path == known.path:
                return call.callee == sink.name
            target = known.imports.get(head)
            return target is not None and self._leads_to(f"{target}{dot}{rest}", sink, known.path)
        if not dot:
            return False
        if sink.path == known.path:
            return head in (SELF, "cls", "super()") or telling(call.callee, sink, self.knowledge)
        return telling(call.callee, sink, self.knowledge) or self._mentions(sink, known)

    def _leads_to(self, dotted: str, sink: Sink, path: str, depth: int = 0) -> bool:
        """Whether a dotted name of the file `path` is `sink`, through modules that import it from elsewhere."""
        parts = dotted.removesuffix("()").split(".")
        for cut in range(len(parts) - 1, 0, -1):
            head = ".".join(parts[:cut])
            found = self.modules.find(head if head.strip(".") else head + ".", path)
            if found is None:
                continue
            word = parts[cut]
            if found == sink.path:
                return word == sink.name
            other = self._outline(found) if found in self.files and depth < 3 else None
            target = other.imports.get(word) if other is not None else None
            return target is not None and self._leads_to(target, sink, found, depth + 1)
        return False

    def _mentions(self, sink: Sink, known: Outline) -> bool:
        """Whether a file knows the class of a method by name."""
        return sink.owner in known.imports or any(sink.owner in bases for bases in known.classes.values())


def telling(callee: str, sink: Sink, knowledge: Knowledge) -> bool:
    """Whether the name of an object goes with the class of a method, as in `self.llm_client.ask` and `LLMClient.ask`; or
    the name of the method is one that only models have."""
    if sink.name in knowledge.senders:
        return True
    words = _words(callee.rpartition(".")[0].rpartition(".")[2].removesuffix("()"))
    return bool(words) and words <= _words(sink.owner)


def _words(name: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return frozenset(word.lower() for word in spaced.split("_") if word)
