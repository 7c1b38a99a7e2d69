"""Jinja templates, rendered abstractly: what a program passes in, put where the template puts it.

`environment` follows the objects a program makes, `render` the statements of a template, `expressions` and `filters`
what is put out, `source` keeps track of where the text of a template stands.
Knows: which of these answers the engine's questions. Must not know: SDK names, what a prompt is.
"""

from prefixlint.flow.jinja.environment import from_string, from_text, function, method

__all__ = ["from_string", "from_text", "function", "method"]
