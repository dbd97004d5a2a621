from itertools import pairwise

from figures.bands import BANDS, bands
from figures.palette import DARK, LIGHT
from tests.figure_rows import row, texts, trace

SHARES = {"baseline": (0.03, 0.11, 0.28, 0.34, 0.24), "latest": (0.18, 0.28, 0.29, 0.17, 0.08)}


def severity(names=tuple(BANDS)):
    return [
        row(round(217 * share), 217, share, share - 0.02, share + 0.02, at=at, band=name)
        for at, shares in SHARES.items()
        for name, share in zip(BANDS, shares, strict=True)
        if name in names
    ]


def test_one_layer_a_band_mildest_at_the_bottom():
    fig = bands(severity())
    assert [one.name for one in fig.data] == list(BANDS)
    assert list(trace(fig, "severe").y) == [0.24, 0.08]
    assert [one.marker.color for one in fig.data] == list(LIGHT.severity)
    assert fig.layout.barmode == "stack"


def test_every_step_has_an_outline():
    assert {one.marker.line.width for one in bands(severity()).data} == {1}


def test_labels_stand_outside_and_keep_apart():
    fig = bands(severity())
    assert "Severe <b>24%</b>" in texts(fig)
    assert "<b>8%</b> Severe" in texts(fig)
    left = sorted(a.y * 306 for a in fig.layout.annotations if a.x == -0.35)
    assert min(b - a for a, b in pairwise(left)) >= 17


def test_four_bands_for_the_gad_7():
    fig = bands(severity(("minimal", "mild", "moderate", "severe")), mode="dark")
    assert [one.name for one in fig.data] == ["minimal", "mild", "moderate", "severe"]
    assert trace(fig, "severe").marker.color == DARK.severity[4]


def test_hover_has_counts_and_interval():
    assert trace(bands(severity()), "severe").hovertext[0] == (
        "<b>At the start: 24% severe</b><br>52 of 217 admissions<br>95% interval 22 to 26%"
    )


def test_nothing_to_draw():
    assert "Nobody has two scores" in texts(bands([]))


def test_bands_of_another_instrument_in_their_own_order():
    rows = [row(9, 30, 0.3, 0.2, 0.4, at=at, band=name) for at in SHARES for name in ("low", "middling", "high")]
    fig = bands(rows)
    assert [one.name for one in fig.data] == ["low", "middling", "high"]
    assert [one.marker.color for one in fig.data] == list(LIGHT.severity[:3])
    assert "<b>30%</b> Middling" in texts(fig)
