"""A packet on its page, in a real browser: chosen, made behind a bar, fetched, and verified."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from evidence.manifest import NAME, verify

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("people", (False, True), ids=("counts", "records"))
def test_a_packet_is_made_and_fetched(visit, demo_server, tmp_path, people):
    visitor = visit(demo_server).open("evidence?period=3m")
    assert "Joint Commission" in visitor.headline()
    if people:
        visitor.page.get_by_text("With single records, by pseudonym", exact=True).click()
        visitor.settle()
    visitor.press("button", "Make the packet")
    visitor.page.get_by_text("The packet is made.").wait_for()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="All files (ZIP)", exact=True).click()
    with ZipFile(BytesIO(download.value.path().read_bytes())) as box:
        box.extractall(tmp_path)
    seal = visitor.settle().page.get_by_text("Seal of its manifest").inner_text().rpartition(" ")[2]
    assert verify(tmp_path, seal) == [] and (tmp_path / NAME).exists()
    assert (tmp_path / "csv/people.csv").exists() is people
    if not people:
        freeze(visitor)
    visitor.whole().picture(f"evidence-{'records' if people else 'counts'}")
    visitor.is_well()


def freeze(visitor) -> None:
    """The packet's numbers are kept under a name, its manifest names them, and the page says where to compare them."""
    before = visitor.page.get_by_text("Seal of its manifest").inner_text()
    name = f"Packet {before[-8:]}"
    visitor.page.get_by_label("Name", exact=True).fill(name)
    visitor.page.get_by_label("Frozen by").fill("Quinn")
    visitor.press("button", "Freeze these numbers for ever")
    visitor.page.get_by_text(f"Frozen as “{name}”").wait_for()
    expect(visitor.page.get_by_text("Seal of its manifest")).not_to_have_text(before)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="All files (ZIP)", exact=True).click()
    with ZipFile(BytesIO(download.value.path().read_bytes())) as box:
        assert json.loads(box.read(NAME))["frozen"]["title"] == name
