import re

from figures import cards

NASTY = '<script>"x"</script>'
SAFE = "&lt;script&gt;&quot;x&quot;&lt;/script&gt;"


def test_everything_from_data_is_escaped():
    pieces = [
        cards.header(NASTY, NASTY),
        cards.section(NASTY, NASTY),
        cards.note(NASTY, NASTY),
        cards.remark(NASTY, NASTY),
        cards.card(NASTY, NASTY, NASTY, "", NASTY, True, NASTY, NASTY),
        cards.empty(NASTY, NASTY),
        cards.key([("usual", NASTY)], NASTY),
        cards.attention([(NASTY, NASTY, NASTY, NASTY, True)]),
        cards.table([(NASTY, "text")], [[NASTY]], NASTY),
        cards.aside([(NASTY, True), (NASTY, False)]),
    ]
    assert all("<script" not in piece and SAFE in piece for piece in pieces)


def test_a_card_says_value_interval_count_and_verdict():
    html = cards.card(
        "61%", "48 to 73", "33 of 54 follow-ups due", "<img>", "Below its usual range", True, "PHQ-9", "phq9"
    )
    assert "<b>61%</b> <span>48 to 73</span>" in html
    assert "33 of 54 follow-ups due" in html
    assert 'class="o-verdict o-signal"' in html
    assert '<a href="phq9" target="_self">PHQ-9</a>' in html


def test_without_a_title_a_card_has_no_frame():
    assert "o-framed" not in cards.card("61%")
    assert "<h3" not in cards.card("61%")


def test_a_table_has_headings_for_columns_and_rows():
    html = cards.table([("Month", "short"), ("n", "number")], [["Oct", "5"], ["  Nov", None]], "Sessions")
    assert '<th scope="col" class="o-number">n</th>' in html
    assert '<th scope="row" class="o-short">Oct</th><td class="o-number">5</td>' in html
    assert 'class="o-short o-indent">Nov</th><td class="o-number"></td>' in html
    assert 'tabindex="0" aria-label="Sessions"' in html


def test_rows_too_wide_for_a_phone_say_what_each_cell_is():
    head = [("Program", "text"), *((f"Share {k}", "number") for k in range(5)), ("Why", "note")]
    wide = cards.table(head, [["Day", *["16,082 of 23,043"] * 5, "no reason"]])
    assert 'class="o-table o-stack"' in wide
    assert '<td class="o-number" data-title="Share 0">' in wide and '<th scope="row" class="o-text">Day</th>' in wide
    narrow = cards.table(head[:3], [["Day", "5", "6"]])
    assert "o-stack" not in narrow and "data-title" not in narrow
    assert "o-stack" not in cards.table(head, [])


def test_a_list_item_opens_what_tells_more():
    assert "<a " not in cards.attention([("Data", "The feed stops.", "", "", False)])
    assert '<a href="data?program=A"' in cards.attention([("Data", "The feed stops.", "", "data?program=A", False)])


def test_a_link_out_of_the_dashboard_opens_a_window_of_its_own():
    head = [("Source", "text")]
    assert 'target="_blank" rel="noopener' in cards.table(head, [[cards.Link("a", "https://example.org/a")]])
    assert 'target="_self"' in cards.table(head, [[cards.Link("a", "measures?card=a")]])
    noted = cards.note("The manual.", "Source.", "https://example.org/long/way?a=1&b=2")
    assert 'a=1&amp;b=2" target="_blank" rel="noopener' in noted and noted.endswith(">example.org</a></p>")


def test_every_class_is_the_products_own_and_in_the_style_sheet():
    html = cards.card("1", title="t") + cards.table([("a", "text")], [["1"]]) + cards.key([("signal", "x")])
    html += cards.attention([("a", "b", "c", "d", True)]) + cards.empty("a") + cards.grid([]) + cards.header("a", "b")
    css = cards.STYLE.read_text()
    used = {name for group in re.findall(r'class="([^"]+)"', html) for name in group.split()}
    assert all(name.startswith("o-") for name in used)
    assert {name for name in used if f".{name}" not in css} <= {"o-text"}


def test_only_four_rules_touch_markup_that_is_not_ours():
    css = re.sub(r"/\*.*?\*/", "", cards.STYLE.read_text(), flags=re.S)
    foreign = [line for line in css.splitlines() if "stSidebar" in line or "data-testid" in line]
    hidden = [line.split('"')[1] for line in foreign if line.endswith('"] { display: none; }')]
    assert hidden == ["stSkillsNudge", "stSidebar"] and len(foreign) == 4
    assert all(line.endswith("{ color: light-dark(#ffffff, #11181b); }") for line in foreign[2:])


def test_a_link_in_a_table_is_escaped_and_leads_somewhere():
    html = cards.table((("Client", "short"),), [[cards.Link("<b>", 'clients?client="x"')]], "People", tall=True)
    assert (
        '<th scope="row" class="o-short"><a href="clients?client=&quot;x&quot;" target="_self">&lt;b&gt;</a></th>'
        in html
    )
    assert 'class="o-scroll o-tall"' in html
