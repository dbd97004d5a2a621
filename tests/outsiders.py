"""An attacker's tools: a server with real data behind sign-in, cookies as the provider's callback sets them, HTTP, and a
websocket that speaks Streamlit's own messages."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.util import calc_hash
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import connect

from data.engine import URL_VARIABLE
from tests.browsing import PATIENCE, ROOT, wait_for_answer

# After a run that ended well nothing follows but what was on its way.
SILENCE = 0.15
SECRET = "a secret of the tests, long enough to sign with"
ACCESS = """
[[person]]
email = "ana@clinic.example"
role = "director"
programs = ["P01"]
[[person]]
email = "quinn@clinic.example"
role = "quality"
programs = "all"
clients = true
[[person]]
email = "carl@clinic.example"
role = "quality"
programs = "all"
[[person]]
email = "gone@clinic.example"
role = "director"
programs = ["P77"]
[[person]]
email = "board@state.example"
role = "funder"
"""
ANA, QUINN, CARL, BOARD = "ana@clinic.example", "quinn@clinic.example", "carl@clinic.example", "board@state.example"


# The servers that run now, by address.
SERVERS: dict[str, subprocess.Popen] = {}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def behind_sign_in(
    place: Path,
    address: str,
    provider: str = "http://127.0.0.1:9",
    access: str = ACCESS,
    seen_at: str = "",
    options: tuple[str, ...] = (),
    scheme: str = "http",
) -> Iterator[str]:
    """The dashboard on a database, with a provider and access.toml; gives its address.

    seen_at: the address at which browsers see it, where that is another one, such as that of a proxy.
    """
    base = f"{scheme}://localhost:{free_port()}"
    (place / "access.toml").write_text(access)
    (place / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "{seen_at or base}/oauth2callback"\ncookie_secret = "{SECRET}"\nclient_id = "outcomes"\n'
        f'client_secret = "x"\nserver_metadata_url = "{provider}/.well-known/openid-configuration"\n'
    )
    secrets = f"--secrets.files={place / 'secrets.toml'}"
    with running(base, address, secrets, *options, OUTCOMES_ACCESS_FILE=str(place / "access.toml")):
        yield base


@contextmanager
def running(base: str, address: str, *options: str, **variables: str) -> Iterator[str]:
    """The dashboard as the README starts it, and nothing in its surroundings that opens it."""
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless", "true", *options]
    command += ["--server.port", base.rpartition(":")[2], "--server.fileWatcherType", "none"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | {URL_VARIABLE: address} | variables, **quiet)
    SERVERS[base] = server
    try:
        wait_for_answer(f"{base}/_stcore/health")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
        del SERVERS[base]


@contextmanager
def out_of_reach(base: str) -> Iterator[None]:
    """Until the block ends the server stands still: its connections stay, and nothing comes over them."""
    SERVERS[base].send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        SERVERS[base].send_signal(signal.SIGCONT)


def hash_of(page: str) -> str:
    """The name by which a browser asks for a page, as Streamlit makes it from the page's address."""
    return calc_hash(page)


def pages_told(said: str) -> dict[str, str]:
    """The pages that a browser is told of: address -> hash; the first page of the menu has no address."""
    return {
        (re.search(r'url_pathname: "(.*?)"', one) or [""] * 2)[1]: re.search(r'page_script_hash: "(.*?)"', one)[1]
        for one in re.findall(r"app_pages \{(.*?)\n  \}", said, re.DOTALL)
    }


def cookies(base: str, email: str, nonce: str, secret: str = SECRET, **more) -> dict[str, str]:
    """The cookie of one sign-in, as the server itself would have set it; with another secret: as a forger would."""
    now = int(datetime.now(UTC).timestamp())
    claims = {"iss": "tests", "sub": email, "email": email, "email_verified": True, "iat": now, "nonce": nonce}
    claims |= {"origin": base, "is_logged_in": True, "provider": "default"} | more
    return {"_streamlit_user": create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()}


class Attacker:
    """One browser that is no browser: all that comes back over HTTP and over the websocket, as text."""

    def __init__(self, base: str, held: dict[str, str] | None = None):
        self.base = base
        self.held = dict(held or {})
        self.xsrf = self.get("/_stcore/health").cookies.get("_streamlit_xsrf", "")

    def get(self, path: str, method: str = "GET", **more) -> httpx.Response:
        """One request, redirects not followed."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.held.items())
        return httpx.request(method, self.base + path, headers={"Cookie": cookie}, **more)

    def run(
        self,
        page: str = "",
        query: str = "",
        hashed: str = "",
        states=(),
        origin: str | None = None,
        token=None,
        also=None,
    ) -> str:
        """One run of the script as a websocket asks for it, and everything that it sent."""
        cookie = "; ".join(f"{name}={value}" for name, value in (self.held | {"_streamlit_xsrf": self.xsrf}).items())
        headers = {"Cookie": cookie, "Origin": self.base if origin is None else origin} | (also or {})
        protocols = ["streamlit", self.xsrf if token is None else token]
        where = self.base.replace("http", "ws") + "/_stcore/stream"
        with connect(where, additional_headers=headers, subprotocols=protocols, max_size=None) as line:
            message = BackMsg()
            message.rerun_script.query_string = query
            message.rerun_script.page_name = page
            message.rerun_script.page_script_hash = hashed
            message.rerun_script.context_info.url = f"{self.base}/{page}"
            for key, value in states:
                one = message.rerun_script.widget_states.widgets.add()
                one.id, one.string_value = key, value
            line.send(message.SerializeToString())
            return self._heard(line)

    def _heard(self, line) -> str:
        """Until a run has ended, and not to begin anew, and nothing follows."""
        said, ended = [], False
        while True:
            message = ForwardMsg()
            try:
                message.ParseFromString(line.recv(timeout=SILENCE if ended else PATIENCE))
            except TimeoutError:
                return "\n".join(said)
            if message.WhichOneof("type") == "script_finished":
                ended = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            elif message.WhichOneof("type") == "new_session":
                ended = False
            said.append(str(message))
