"""Cookies that are forged, stolen, old or signed out."""

import pytest

from access import signins
from access.later import LATER
from data.engine import connect
from tests.attack.seen import clients_file, shows_data
from tests.outsiders import QUINN, Attacker, cookies


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another secret, just as long as the first"},
        {"origin": "http://elsewhere.example"},
        {"is_logged_in": False},
        {"email_verified": False},
        {"email": "stranger@clinic.example"},
        {"iat": 1_500_000_000},
        {"iat": None},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_cookie_that_is_forged_foreign_or_old_opens_nothing(base, forged):
    """A cookie signed with another secret, for another address, signed out, of an e-mail that is not verified or not on the list, old, or without a date -> no data"""
    held = {"email": QUINN, "nonce": f"forged {forged}"} | forged
    assert not shows_data(Attacker(base, cookies(base, **held)).run())


def test_a_good_cookie_from_another_site_opens_nothing(base):
    """A good cookie sent from another site, or without the token of the page -> no data, and the connection refused"""
    held = cookies(base, QUINN, "of a victim")
    assert not shows_data(Attacker(base, held).run(token="2|00000000|00|0"))
    with pytest.raises(Exception, match=r"403|1008|rejected"):
        Attacker(base, held).run(origin="http://evil.example")


def test_signing_out_ends_every_window_and_every_file(base, address):
    """A cookie, a second window and a file after signing out -> signed out, not found"""
    held = cookies(base, QUINN, "to be signed out")
    one = Attacker(base, held)
    token = clients_file(one)
    assert one.get(f"/file/{token}").status_code == 200
    engine = connect(address)
    signins.end(engine, QUINN)
    assert LATER.wait(30)
    engine.dispose()
    assert one.get(f"/file/{token}").status_code == 404
    assert "You have signed out." in Attacker(base, held).run() and not shows_data(Attacker(base, held).run("clients"))
