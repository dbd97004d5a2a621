"""The way in: which addresses are of this machine."""

import pytest

from pages.frame.door import is_loopback


@pytest.mark.parametrize(
    ("address", "here"),
    [
        (None, True),
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),
        ("::ffff:192.0.2.7", False),
        ("2001:db8::1", False),
        ("127.0.0.1.example", False),
        ("", False),
    ],
)
def test_addresses_of_this_machine(address, here):
    assert is_loopback(address) is here
