"""The rules of prefixlint: one file each, all of them in `ALL`."""

from __future__ import annotations

from prefixlint.rule import Rule
from prefixlint_rules.automatic_truncation import AutomaticTruncation
from prefixlint_rules.cached_tokens_unread import CachedTokensUnread
from prefixlint_rules.clock_before_stable import ClockBeforeStable
from prefixlint_rules.completion_order import CompletionOrder
from prefixlint_rules.expiring_image_url import ExpiringImageUrl
from prefixlint_rules.explicit_mode_unmarked import ExplicitModeUnmarked
from prefixlint_rules.filesystem_order import FilesystemOrder
from prefixlint_rules.framework_injects_volatile import FrameworkInjectsVolatile
from prefixlint_rules.history_head_edit import HistoryHeadEdit
from prefixlint_rules.identity_before_stable import IdentityBeforeStable
from prefixlint_rules.image_detail_mismatch import ImageDetailMismatch
from prefixlint_rules.implicit_breakpoint_trap import ImplicitBreakpointTrap
from prefixlint_rules.instructions_dropped import InstructionsDropped
from prefixlint_rules.marker_after_volatile import MarkerAfterVolatile
from prefixlint_rules.marker_below_minimum import MarkerBelowMinimum
from prefixlint_rules.misplaced_marker import MisplacedMarker
from prefixlint_rules.missing_marker import MissingMarker
from prefixlint_rules.model_without_caching import ModelWithoutCaching
from prefixlint_rules.object_repr import ObjectRepr
from prefixlint_rules.prefix_below_minimum import PrefixBelowMinimum
from prefixlint_rules.query_order import QueryOrder
from prefixlint_rules.random_before_stable import RandomBeforeStable
from prefixlint_rules.request_data_before_stable import RequestDataBeforeStable
from prefixlint_rules.set_order import SetOrder
from prefixlint_rules.shuffled_examples import ShuffledExamples
from prefixlint_rules.sliding_window import SlidingWindow
from prefixlint_rules.state_before_history import StateBeforeHistory
from prefixlint_rules.system_rebuilt_per_turn import SystemRebuiltPerTurn
from prefixlint_rules.too_many_markers import TooManyMarkers
from prefixlint_rules.tool_list_mismatch import ToolListMismatch
from prefixlint_rules.ttl_order import TtlOrder
from prefixlint_rules.unreadable_source import UnreadableSource
from prefixlint_rules.unsorted_json import UnsortedJson
from prefixlint_rules.unstable_tool_order import UnstableToolOrder
from prefixlint_rules.unsupported_cache_option import UnsupportedCacheOption
from prefixlint_rules.varying_header import VaryingHeader
from prefixlint_rules.varying_image_detail import VaryingImageDetail
from prefixlint_rules.varying_tool_set import VaryingToolSet
from prefixlint_rules.volatile_cache_key import VolatileCacheKey
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
    UnsortedJson(),
    FilesystemOrder(),
    CompletionOrder(),
    ObjectRepr(),
    QueryOrder(),
    UnstableToolOrder(),
    VaryingToolSet(),
    VolatileToolText(),
    VolatileSchema(),
    ToolListMismatch(),
    ImageDetailMismatch(),
    VaryingImageDetail(),
    ExpiringImageUrl(),
    HistoryHeadEdit(),
    SlidingWindow(),
    SystemRebuiltPerTurn(),
    AutomaticTruncation(),
    MarkerAfterVolatile(),
    TooManyMarkers(),
    TtlOrder(),
    MarkerBelowMinimum(),
    MissingMarker(),
    ImplicitBreakpointTrap(),
    ExplicitModeUnmarked(),
    MisplacedMarker(),
    VolatileCacheKey(),
    UnsupportedCacheOption(),
    ModelWithoutCaching(),
    VaryingHeader(),
    InstructionsDropped(),
    FrameworkInjectsVolatile(),
    PrefixBelowMinimum(),
    CachedTokensUnread(),
)
