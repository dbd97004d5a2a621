"""The pages, in the order of the menu and under its headings; the first ones stand under none."""

MENU = {
    "": {
        "overview": "Overview",
        "attendance": "Attendance",
        "symptoms": "Symptoms",
        "relapse": "Relapse",
        "emergency": "Emergency visits",
        "after_discharge": "After discharge",
        "compare": "Compare",
        "equity": "Equity",
        "clients": "Clients",
    },
    "Evidence": {
        "standards": "Standards",
        "evidence": "Evidence packet",
        "tracer": "Tracer sample",
        "actions": "Actions",
        "changes": "Why did it change?",
    },
    "For funders": {
        "releases": "Releases",
        "funder": "Funder summary",
    },
    "Behind it": {
        "measures": "Measures",
        "data": "Data",
        "audit": "Audit",
    },
}
PAGES = {name: title for pages in MENU.values() for name, title in pages.items()}
