"""Tiny clinics and result rows for cases that are worked out on paper."""

from datetime import date, timedelta

START = date(2024, 1, 1)


def day(number):
    return START + timedelta(days=number)


def clinic(episodes, last=400, **tables):
    """Tables with episodes (id, admitted, discharged or None, reason), each the only one of client C-id."""
    rows = [
        {
            "episode_id": name,
            "client_id": "C" + name[0],
            "program_id": "A",
            "admitted_on": day(admitted),
            "discharged_on": None if left is None else day(left),
            "discharge_reason": reason,
        }
        for name, admitted, left, reason in episodes
    ]
    return {"extract": [{"as_of": day(last)}], "episodes": rows, **tables}


def listed(columns, *found):
    return [dict(zip(columns.split(), values, strict=True)) for values in found]


def phq9(*found):
    columns = "assessment_id episode_id completed_on total instrument"
    return listed(columns, *((name, who, day(when), total, "PHQ-9") for name, who, when, total in found))


def use(*found):
    columns = "episode_id observed_on result prescribed source"
    return listed(columns, *((who, day(when), result, pres, "urine") for who, when, result, pres in found))


def row(result, **part):
    found = [line for line in result if line["part"] == part]
    assert len(found) == 1, (part, found)
    return found[0]


def counts(result, **part):
    line = row(result, **part)
    return line["numerator"], line["denominator"]


def limits(line):
    return line["low"], line["high"]


def emergency(episodes, visits, spans, last=400):
    tables = clinic(episodes, last)
    tables["ed_visits"] = listed("client_id arrived_on cause", *(("C1", day(when), why) for when, why in visits))
    tables["ed_coverage"] = listed(
        "client_id starts_on ends_on", *(("C1", day(a), None if b is None else day(b)) for a, b in spans)
    )
    return tables


def person_days(line):
    return round(line["denominator"] * 30.4375, 6)
