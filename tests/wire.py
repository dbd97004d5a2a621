"""What a page and its server say to each other: whether the last thing asked has been answered to its end."""

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ASKED, BEGUN, OVER = "asked", "begun", "over"


class Wire:
    """Listens to the newest connection of a page; a page that never asked, or whose connection is gone, waits for nothing."""

    def __init__(self, page: Page):
        self._line: WebSocket | None = None
        self._state = OVER
        page.on("websocket", self._opened)

    def is_still(self) -> bool:
        return self._state == OVER or self._line is None or self._line.is_closed()

    def _opened(self, line: WebSocket) -> None:
        self._line, self._state = line, OVER
        line.on("framesent", lambda frame: self._sent(line, frame))
        line.on("framereceived", lambda frame: self._received(line, frame))

    def _sent(self, line: WebSocket, frame: bytes | str) -> None:
        if line is self._line and BackMsg.FromString(_bytes(frame)).HasField("rerun_script"):
            self._state = ASKED

    def _received(self, line: WebSocket, frame: bytes | str) -> None:
        """A run that ends for another to begin has answered nothing, nor has one that began before the question."""
        if line is not self._line:
            return
        said = ForwardMsg.FromString(_bytes(frame))
        if said.HasField("new_session"):
            self._state = BEGUN
        elif said.HasField("script_finished") and self._state == BEGUN:
            early = said.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            self._state = ASKED if early else OVER


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()
