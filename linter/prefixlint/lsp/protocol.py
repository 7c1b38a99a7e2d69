"""The protocol below the features: what goes wrong in it, the order of its life, its end.

pygls drops what it cannot read without an answer, and forgets the exit status; this is put right here.
Knows: messages. Must not know: features, documents, analysis.
"""

from __future__ import annotations

import logging
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import JsonRPCNotification

log = logging.getLogger(__name__)

_DROPPED = "$/prefixlint/dropped"


class Protocol(LanguageServerProtocol):
    """The life of a server: nothing before `initialize`, nothing but `exit` after `shutdown`."""

    initialized = False
    stopping = False  # `shutdown` was asked for
    exited = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message from its JSON; one that cannot be read is answered with an error, if it waits for an answer."""
        if "jsonrpc" not in data:
            return data
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            method = data.get("method")
            log.warning("cannot read message %r: %s", method, error)
            if "id" in data and method is not None:
                self._refuse(data["id"], types.ErrorCodes.InvalidParams, f"invalid parameters of {method}")
            return JsonRPCNotification(_DROPPED, "2.0", None)

    def handle_message(self, message: Any) -> None:
        """Hand a message on, if its time has come."""
        method = getattr(message, "method", None)
        if method == _DROPPED or not hasattr(message, "jsonrpc"):
            return
        number = getattr(message, "id", None)
        if method == types.INITIALIZE:
            if self.initialized:
                self._refuse(number, types.ErrorCodes.InvalidRequest, "already initialized")
                return
            self.initialized = True
        elif method is not None and method != types.EXIT:
            if not self.initialized:
                self._refuse(number, types.ErrorCodes.ServerNotInitialized, "not initialized")
                return
            if self.stopping:
                self._refuse(number, types.ErrorCodes.InvalidRequest, "shutting down")
                return
        if method == types.SHUTDOWN:
            self.stopping = True
        if method == types.EXIT:
            self.exited = True
        super().handle_message(message)

    def _refuse(self, number: Any, code: types.ErrorCodes, message: str) -> None:
        if number is not None:
            self._send_response(number, None, types.ResponseError(code=code.value, message=message))
