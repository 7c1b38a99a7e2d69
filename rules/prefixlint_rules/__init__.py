"""The rules of prefixlint: one file each, all of them in `ALL`."""

from __future__ import annotations

from prefixlint.rule import Rule
from prefixlint_rules.cached_tokens_unread import CachedTokensUnread
from prefixlint_rules.clock_before_stable import ClockBeforeStable
from prefixlint_rules.completion_order import CompletionOrder
from prefixlint_rules.filesystem_order import FilesystemOrder
from prefixlint_rules.identity_before_stable import IdentityBeforeStable
from prefixlint_rules.image_detail_mismatch import ImageDetailMismatch
from prefixlint_rules.instructions_dropped import InstructionsDropped
from prefixlint_rules.random_before_stable import RandomBeforeStable
from prefixlint_rules.request_data_before_stable import RequestDataBeforeStable
from prefixlint_rules.set_order import SetOrder
from prefixlint_rules.shuffled_examples import ShuffledExamples
from prefixlint_rules.state_before_history import StateBeforeHistory
from prefixlint_rules.tool_list_mismatch import ToolListMismatch
from prefixlint_rules.unreadable_source import UnreadableSource
from prefixlint_rules.unstable_tool_order import UnstableToolOrder
from prefixlint_rules.varying_header import VaryingHeader
from prefixlint_rules.varying_image_detail import VaryingImageDetail
from prefixlint_rules.varying_tool_set import VaryingToolSet
from prefixlint_rules.volatile_schema import VolatileSchema
from prefixlint_rules.volatile_tool_text import VolatileToolText

__all__ = ["ALL"]

ALL: tuple[Rule, ...] = (
    UnreadableSource(),
    ClockBeforeStable(),
    RandomBeforeStable(),
    IdentityBeforeStable(),
    RequestDataBeforeStable(),
    ShuffledExamples(),
    StateBeforeHistory(),
    SetOrder(),
    FilesystemOrder(),
    CompletionOrder(),
    UnstableToolOrder(),
    VaryingToolSet(),
    VolatileToolText(),
    VolatileSchema(),
    ToolListMismatch(),
    ImageDetailMismatch(),
    VaryingImageDetail(),
    VaryingHeader(),
    InstructionsDropped(),
    CachedTokensUnread(),
)
