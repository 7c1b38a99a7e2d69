"""The table of how providers cache: every spelling of a model leads to its row, and what is not known stays so."""

from __future__ import annotations

from typing import Any

import pytest

from prefixlint.knowledge.load import knowledge

CACHES = knowledge().caches
ROWS: list[dict[str, Any]] = list(CACHES.table["cache"])


@pytest.mark.parametrize(
    ("provider", "model", "mode", "minimum"),
    [
        ("openai", "gpt-5.6", "breakpoints", 1024),
        ("openai", "gpt-6.1-sol", "breakpoints", 1024),
        ("openai", "gpt-5.1-2025-11-13", "prefix", 1024),
        ("openai", "ft:gpt-4o-2024-08-06:shop::abc", "prefix", 1024),
        ("openai", "gpt-4o-2024-05-13", "none", 1024),
        ("openai", "gpt-4", "none", 1024),
        ("openai", "o3-pro", "none", 1024),
        ("openai", "gpt-5.5-pro", "prefix", 1024),
        (None, "openai/gpt-5.6-terra", "breakpoints", 1024),
        (None, "openai:gpt-5.6", "breakpoints", 1024),
        ("anthropic", "claude-sonnet-4-20250514", "markers", 1024),
        ("anthropic", "claude-opus-4-5-20251101", "markers", 4096),
        ("anthropic", "claude-opus-5-5", "markers", 512),
        ("anthropic", "claude-sonnet-5", "markers", 1024),
        ("anthropic", "claude-3-5-haiku@20241022", "markers", 2048),
        (None, "anthropic/claude-haiku-4-5", "markers", 4096),
        ("openrouter", "anthropic/claude-sonnet-4.5", "markers", 1024),
        (None, "openrouter/anthropic/claude-haiku-4.5", "markers", 4096),
        (None, "vertex_ai/claude-opus-4-7", "markers", 2048),
        ("bedrock", "anthropic.claude-3-5-sonnet-20241022-v2:0", "markers", 1024),
        ("bedrock", "us.anthropic.claude-opus-4-6-v1:0", "markers", 4096),
        (
            "bedrock",
            "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-haiku-4-5-v1:0",
            "markers",
            4096,
        ),
        (None, "bedrock/us.amazon.nova-pro-v1:0", "markers", 1024),
        ("google", "models/gemini-2.5-pro", "prefix", 2048),
        (None, "gemini/gemini-3-flash-preview", "prefix", 4096),
        ("google", "gemini-2.0-flash", "none", 4096),
    ],
)
def test_a_spelling_leads_to_its_row(provider: str | None, model: str, mode: str, minimum: int) -> None:
    found = CACHES.policy(provider, model)
    assert (found.mode, found.minimum, found.enough >= found.minimum, found.known) == (mode, minimum, True, True)


@pytest.mark.parametrize(
    ("provider", "model", "mode", "minimum", "enough"),
    [
        ("anthropic", None, "markers", 512, 4096),
        ("anthropic", "claude-next", "markers", 512, 4096),
        ("bedrock", "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc", "markers", 512, 4096),
        ("google", None, "prefix", 2048, 4096),
        ("openai", "gpt-7", "prefix", 1024, 1024),
        ("azure", "gpt-4", "prefix", 1024, 1024),  # the name of a deployment
        (None, "azure/gpt-5.6", "prefix", 1024, 1024),
        (None, "our-own-model", "prefix", 1024, 1024),
        (None, None, "prefix", 1024, 1024),
    ],
)
def test_an_unknown_model_is_what_all_have_in_common(
    provider: str | None, model: str | None, mode: str, minimum: int, enough: int
) -> None:
    found = CACHES.policy(provider, model)
    assert (found.mode, found.minimum, found.enough, found.known) == (mode, minimum, enough, False)


@pytest.mark.parametrize("provider", sorted({row["provider"] for row in ROWS}))
def test_a_provider_at_large_promises_no_more_than_its_models(provider: str) -> None:
    large = CACHES.policy(provider, None)
    for row in ROWS:
        if row["provider"] == provider and row.get("mode") != "none":
            assert large.minimum <= row.get("minimum", 1024)
            assert large.enough >= row.get("minimum", 1024)


def test_every_row_has_a_source_and_a_day() -> None:
    for name in ("cache", "surface", "option"):
        for row in CACHES.table[name]:
            assert row["source"] and row["date"].count("-") == 2, row


def test_every_provider_has_a_row_and_no_other_has() -> None:
    known = {row["id"] for row in knowledge()._providers["provider"]}
    assert {row["provider"] for row in ROWS} == known
    assert {one for row in CACHES.table["surface"] for one in row["providers"]} <= known


def test_every_named_surface_exists() -> None:
    surfaces = knowledge().surfaces
    shapes = [one for found in surfaces.shapes.values() for _, one in found]
    known = {one.id for one in (*surfaces.functions.values(), *surfaces.methods.values(), *shapes)}
    known |= set(surfaces.constructors)
    for name in ("surface", "option"):
        for row in CACHES.table[name]:
            assert set(row["ids"]) <= known, row
