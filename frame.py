"""The frame: who is here, and which pages they have."""

# The others are not in the menu, and whoever asks for one is told so: its file is not run.
refused = [
    st.Page(partial(door.refuse, viewer, name), title=PAGES[name], url_path=name, visibility="hidden")
    for name in PAGES
    if name not in mine
]


def own(names: Iterable[str]) -> list:
    """Those of the pages that are the viewer's."""
    return [
        st.Page(f"pages/{name}.py", title=PAGES[name], url_path=name, default=name == mine[0])
        for name in names
        if name in mine
    ]


menu = {heading: pages for heading, names in MENU.items() if (pages := own(names))}
st.navigation({"": [*menu.pop("", []), *refused]} | menu, expanded=True).run()
