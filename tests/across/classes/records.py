from dataclasses import dataclass


@dataclass
class Page:
    language: str = "English"
    user_query: str | None = None
