"""The way in: who is here, and may they open this page; or one calm sentence, and no data."""

import os
from datetime import timedelta
from functools import partial
from ipaddress import ip_address

import streamlit as st
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from streamlit.auth_util import get_secrets_auth_section

from access import audit, signins
from access.grants import Grants, NoEntry, WrongFile, load
from access.viewer import Viewer, owner
from data.engine import trouble
from figures import cards
from pages.frame import engines, state

OPEN_VARIABLE, YES = "OUTCOMES_SERVE_WITHOUT_SIGN_IN", "everyone-may-see-everything"
OPEN = "Anyone who reaches this address sees everything, clients too: this server was started without sign-in."
CLOSED = (
    "These data are shown only after signing in, and no sign-in is set up.",
    "Set up a provider ([auth] in .streamlit/secrets.toml) and access.toml; the README says how.",
)
HELLO = ("Sign in to see the outcomes.", "Your program's account opens them.")
IMPORTING = (
    "An import is running, and your sign-in cannot be written down.",
    "It will be possible when the import has ended, in a few minutes; reload this page then.",
)
AGAIN = "Sign in again to go on."
NOT_YOURS = ("This page is not yours to open.", "The menu shows the pages that are.")
ASK = "Ask the quality lead to add you to access.toml."
ELSEWHERE = ("x-forwarded-for", "forwarded", "x-real-ip")
LOOKED_EVERY = timedelta(seconds=30)


class Nobody(Exception):
    """Nobody may see anything here: two sentences, and whether signing in would help."""

    def __init__(self, first: str, sure: str, sign_in: bool = False, sign_out: bool = False):
        super().__init__(first)
        self.first, self.sure, self.sign_in, self.sign_out = first, sure, sign_in, sign_out


def enter(data: state.Data) -> Viewer:
    """Whoever is here; stops the run where nobody may be."""
    try:
        found = present(data)
    except Nobody as nobody:
        _stop(nobody)
    st.session_state["viewer"] = found
    return found


def present(data: state.Data, used: bool = True) -> Viewer:
    """Whoever is here, by their sign-in, or by what needs none. used: this run was wanted by a person."""
    if get_secrets_auth_section():
        return _signed_in(used)
    if data.demo and _at_this_machine():
        return owner("visitor of the demo")
    if os.environ.get(OPEN_VARIABLE) == YES:
        return owner("anyone")
    raise Nobody(*CLOSED)


def is_open(viewer: Viewer) -> bool:
    """Whether real data are shown to whoever comes."""
    return viewer == owner("anyone")


def refuse(viewer: Viewer, page: str) -> None:
    """The page is not theirs; that they came to it is written down."""
    audit.write_soon(engines.books(), viewer, audit.REFUSED, f"page {page}")
    st.html(cards.STYLE)
    st.html(cards.header(*NOT_YOURS))
    aside(viewer)
    st.stop()


def nothing_yet(viewer: Viewer) -> None:
    """Someone who may be here, and for whom there is no page."""
    st.html(cards.STYLE)
    st.html(cards.header("No summary has been published yet.", "It will stand here when it is."))
    aside(viewer)
    st.stop()


def aside(viewer: Viewer) -> None:
    """Who is signed in, and the way out."""
    if not viewer.sign_in:
        return
    programs = "all programs" if viewer.programs is None else ", ".join(sorted(viewer.programs))
    st.sidebar.html(
        cards.aside([(viewer.who, True), (f"{viewer.role}: {programs}" if programs else viewer.role, False)])
    )
    st.sidebar.button("Sign out", key="sign_out", on_click=_leave, args=(viewer,))
    looked_every = min(LOOKED_EVERY, timedelta(minutes=_grants().idle_minutes))
    st.fragment(_idle, run_every=looked_every)(viewer)


def _leave(viewer: Viewer) -> None:
    signins.end(engines.books(), viewer.who)
    audit.write_soon(engines.books(), viewer, audit.SIGNED_OUT, "")
    st.logout()


def _idle(viewer: Viewer) -> None:
    """A page that nobody uses looks now and then whether it may still stand there; where nobody answers it blanks alone."""
    try:
        if present(state.current(), used=False) != viewer:
            st.rerun()
        rest = signins.left(engines.books(), viewer.sign_in, _grants())
    except (Nobody, signins.Ended):
        st.rerun()
    st.html(cards.blank_after(rest))


def _signed_in(used: bool) -> Viewer:
    if not st.user.is_logged_in:
        raise Nobody(*HELLO, sign_in=True)
    claims, books = st.user.to_dict(), engines.books()
    sign_in, grants = signins.sign_in_of(claims), _grants()
    try:
        viewer = grants.viewer(claims, sign_in)
        signins.begin(books, sign_in, viewer.who, claims, grants, record=partial(_written, viewer))
        signins.use(books, sign_in, grants) if used else signins.left(books, sign_in, grants)
    except NoEntry as unknown:
        raise Nobody(str(unknown), ASK, sign_out=True) from unknown
    except signins.Ended as ended:
        raise Nobody(str(ended), AGAIN, sign_in=True) from ended
    except DBAPIError as error:
        if trouble(error) != "busy":
            raise
        raise Nobody(*IMPORTING) from error
    return viewer


def _written(viewer: Viewer, connection: Connection) -> None:
    audit.add(connection, viewer, audit.SIGNED_IN, "")


def _grants() -> Grants:
    try:
        return load()
    except WrongFile as wrong:
        raise Nobody(str(wrong), "Nobody may see anything until it is mended.") from wrong


def _at_this_machine() -> bool:
    """The browser runs where the server runs; a proxy in between says otherwise."""
    return is_loopback(st.context.ip_address) and not any(name in st.context.headers for name in ELSEWHERE)


def is_loopback(address: str | None) -> bool:
    """An address of this machine; Streamlit says None for two of them, and there are more ways to write them."""
    if address is None:
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def _stop(nobody: Nobody) -> None:
    st.html(cards.STYLE)
    st.html(cards.header(nobody.first, nobody.sure))
    if nobody.sign_in:
        st.button("Sign in", type="primary", key="sign_in", on_click=st.login)
    if nobody.sign_out:
        st.button("Sign in as somebody else", key="sign_out", on_click=st.logout)
    st.stop()
