"""Requests: call sites and prompt texts joined with their values into blocks in wire order."""
