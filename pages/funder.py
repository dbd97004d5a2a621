"""The funder summary: one published release, in plain words, on one sheet."""

import streamlit as st

from access import released
from figures import cards
from figures.funder import sheet
from figures.translations import LANGUAGES, translator
from figures.words.funder.page import PAGE
from figures.words.funder.summary import summary
from pages.frame import begin, choices
from pages.frame.engines import books
from pages.frame.links import link

page = begin(with_filters=False)
with books().connect() as connection:
    names = released.listed(connection)
    with page.head.container():
        place = st.container()
    with st.container(horizontal=True, key="funder_choices"):
        language = choices.few("Language · Idioma", LANGUAGES, "language")
        tr = translator(language)
        name = choices.one(tr(PAGE["release"]), {name: name for name in names}, "release", 280) if names else None
    found = released.read(connection, name) if name else None

demo = cards.demo("Demo data: a made-up clinic") if page.data.demo or (found and found.demo) else ""
if found is None:
    place.html(demo + cards.header(tr(PAGE["nothing"]), tr(PAGE["waiting"])))
    if page.viewer.may_open("releases"):
        link("releases", "Choose and publish a summary", {})
    st.stop()
told = summary(found, tr)
place.html(f'<div lang="{language}">{demo}{cards.header(told.sentence, told.sure)}</div>')
st.html(sheet(told, tr, language))
