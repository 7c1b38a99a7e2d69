"""Which files can hold a request or prompt text at all: a handful of literal searches on bytes.

Knows: bytes. Must not know: anything else; imports the standard library only, so that other files cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

# Every request site, message list or prompt builder shows one of these in its file. Plain `in` tests run at hundreds of
# megabytes a second; a regular expression with alternatives at four.
MARKS = (
    b'"role":',
    b"'role':",
    b"system_prompt",
    b"_PROMPT",
    b"_prompt(",
    b"instructions=",
    b"system_message",
    b"SystemMessage",
    b"completions.create",
    b"responses.create",
    b"messages.create",
    b"completions.parse",
    b"responses.parse",
    b"messages.parse",
    b"completions.stream",
    b"responses.stream",
    b"messages.stream",
    b" completion(",
    b".completion(",
    b"(completion(",
    b"acompletion(",
    b"t_completion(",
    b"ChatCompletion",
    # A body or a template shows no role: its address, or the name of what takes it, is all there is.
    b"generate_content(",
    b"GenerativeModel(",
    b"invoke_model",
    b"PromptTemplate(",
    b"PromptTemplate.from_",
    b"PromptBuilder(",
    b"LlmAgent(",
    b"from google.adk.agents import",
    b'backstory="',
    b"backstory=f",
    b"WindowMemory(",
    b"ChatCompletionContext(",
    b"ConversationManager(",
    b"backstory=(",
    b"preamble=",
    b"llm.invoke(",
    b"llm.ainvoke(",
    b"llm.complete(",
    b"llm.acomplete(",
    b"@agent.instructions",
    b'/chat/completions",',
    b"/chat/completions',",
    b'/chat/completions"\n',
    b'/v1/messages",',
    b'/v1/messages"\n',
    b'/v1/responses",',
    b":generateContent",
    b"/api/generate",
    # What marks breakpoints, wherever the blocks are sent.
    b'"cache_control"',
    b"'cache_control'",
    b"cache_control=",
    b'"cachePoint"',
)
# A command line has a prompt too: these count only beside a word of the trade.
WEAK = (b"prompt=", b"prompt =")
TRADE = (
    b"llm",
    b"LLM",
    b"openai",
    b"OpenAI",
    b"nthropic",
    b"You are",
    b"ou are a",
    b"assistant",
    b"chat",
    b"Chat",
    b"gpt",
    b"GPT",
    b"agent",
    b"Agent",
    b"temperature",
    b"model",
    b"Model",
    b"summar",
)


def passes(data: bytes, extra: Iterable[str] = ()) -> bool:
    """Whether a file with content `data` is worth parsing; `extra` are the names of the user's own request calls."""
    for mark in MARKS:
        if mark in data:
            return True
    if any(mark in data for mark in WEAK) and any(word in data for word in TRADE):
        return True
    return any(name.rpartition(".")[2].encode() in data for name in extra)
