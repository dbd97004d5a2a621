"""The pages, in the order of the menu."""

PAGES = {
    "overview": "Overview",
    "attendance": "Attendance",
    "symptoms": "Symptoms",
    "relapse": "Relapse",
    "emergency": "Emergency visits",
    "after_discharge": "After discharge",
    "compare": "Compare",
    "equity": "Equity",
    "clients": "Clients",
    "actions": "Actions",
    "releases": "Releases",
    "funder": "Funder summary",
    "measures": "Measures",
    "data": "Data",
    "audit": "Audit",
}
