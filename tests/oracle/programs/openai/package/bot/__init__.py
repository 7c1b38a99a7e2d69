"""A small bot."""

from .client import Bot as Bot
