"""Cards of what was arranged for the time after discharge: appointments, readmission, medicines."""

from metrics.attendance.cards import WILSON
from metrics.card import Card

BY_DISCHARGE = {"dated": "discharge", "date_words": "The date of discharge", "unit": "episodes", "interval": WILSON}
OWN = "This product's own definition; "
CBE_3453 = OWN + "windows as in CMS's Continuity of Care After Inpatient or Residential Treatment for SUD (CBE 3453)"
CBE_3453_ADDRESS = "https://p4qm.org/measures/3453"
FINISHED = "Discharges with reason completed or transferred"
NO_TABLE = "Programs that hand in no appointments at all: nothing is known of theirs"
AFTER = "An appointment counts from the day after discharge on, not on the discharge day itself. "
OUTCOME = (
    "An appointment whose day has passed and whose outcome nobody wrote down counts as not kept; the same share with "
    "all of them kept stands beside it"
)
ELSEWHERE = "Care that the program did not book or hear of is not seen. "

AFTERCARE_BOOKED = Card(
    name="aftercare_booked",
    title="Aftercare booked by discharge",
    question="Of those who finished, how many left with an appointment in hand?",
    numerator="Those with an appointment that was booked on or before the day of discharge",
    denominator=FINISHED,
    exclusions=f"Other reasons for discharge. {NO_TABLE}",
    missing="An appointment without a day of booking does not count; the same share with all of them booked in time "
    "stands beside it",
    good="higher",
    caveats=AFTER + "An appointment that was cancelled later had still been booked.",
    source=CBE_3453 + "; booking itself is no part of that measure",
    address=CBE_3453_ADDRESS,
    **BY_DISCHARGE,
)

AFTERCARE_SEEN = Card(
    name="aftercare_seen",
    title="Aftercare attended within 7, 14, 30 days",
    question="Of those who finished, how many were seen again soon after?",
    numerator="Those who attended an appointment within 7, 14 or 30 days after discharge",
    denominator=FINISHED + ", at least so many days before the last day of the data",
    exclusions=f"Not yet known, and counted beside: discharges whose days are not over. Other reasons for discharge. {NO_TABLE}",
    missing=OUTCOME,
    good="higher",
    caveats=AFTER + ELSEWHERE + "Any kind of appointment counts.",
    source=CBE_3453 + "; 30 days as in NCQA FUI",
    address=CBE_3453_ADDRESS,
    **BY_DISCHARGE,
)

RECOVERY_SUPPORT = Card(
    name="recovery_support",
    title="Recovery coach or peer seen in 30 days",
    question="How many met a recovery coach or a peer soon after they left?",
    numerator="Those who attended an appointment with a recovery coach or for peer support within 30 days after discharge",
    denominator="Discharges, however people left, at least 30 days before the last day of the data",
    exclusions=f"Not yet known, and counted beside: discharges whose 30 days are not over. People who died. {NO_TABLE}",
    missing=OUTCOME,
    good="higher",
    caveats=AFTER + ELSEWHERE + "Not everybody wants or needs one.",
    source=OWN + "why it matters: SAMHSA, Recovery Support Services and peer support",
    address="https://www.samhsa.gov/technical-assistance/brss-tacs/peer-support-workers",
    **BY_DISCHARGE,
)

READMISSION = Card(
    name="readmission",
    title="Admitted again within 30, 90 days",
    question="How many of those who left came back soon?",
    numerator="Those of whom a new episode, in any of the programs, began within 30 or 90 days after discharge",
    denominator="Discharges, however people left, at least so many days before the last day of the data",
    exclusions="Not yet known, and counted beside: discharges whose days are not over. People who died",
    missing="Admissions to programs that are not in these data are not seen",
    good="lower",
    caveats="An episode that began on the discharge day or before is a transfer, not a return. Coming back soon after a "
    "return to use is better than not coming back: read it beside relapse and aftercare.",
    source=OWN + "30 days as in readmission measures of CMS",
    address="https://www.cms.gov/medicare/quality/initiatives/hospital-quality-initiative/measure-methodology",
    **BY_DISCHARGE,
)

MEDICATION_CONTINUITY = Card(
    name="medication_continuity",
    title="Medication kept up to discharge",
    question="Of those who came on medication for addiction, how many stayed on it until they left?",
    numerator="Those without a gap of more than 14 days between orders, from admission up to discharge",
    denominator="Discharges of people on medication at admission of whom any order is recorded",
    exclusions="People not on medication at admission. Without any order: nothing is known, shown as bounds",
    missing="Where nobody wrote down the medication at admission, an order that covers that day says that there was one. "
    "The same share with all of those without any order as broken, and as kept, stands beside it",
    good="higher",
    caveats="Orders are not doses taken. An order without an end is read as running on to discharge; any drug "
    "counts, so a change of drug without a gap is no break. Stopping as agreed counts as a gap.",
    source=OWN
    + "after Continuity of Pharmacotherapy for Opioid Use Disorder (CBE 3175: 180 days, gaps of 7 days at most)",
    address="https://p4qm.org/measures/3175",
    **BY_DISCHARGE,
)

NALOXONE_GIVEN = Card(
    name="naloxone_given",
    title="Naloxone given by discharge",
    question="How many left with naloxone and knew how to use it?",
    numerator="Those who got naloxone and overdose education before or at discharge",
    denominator="Discharges of people with opioids as primary substance of whom it is recorded; beside it, of all people",
    exclusions="People who died. Where nobody wrote it down, nothing is known: shown as bounds",
    missing="The same share with all that was not written down as not given, and as given, stands beside it",
    good="higher",
    caveats="Stimulants and pills often hold fentanyl, so naloxone is of use to more than those who name opioids.",
    source=OWN + "why it matters: CDC, lifesaving naloxone; ASAM National Practice Guideline 2020, part 11",
    address="https://www.cdc.gov/overdose-prevention/about/naloxone.html",
    **BY_DISCHARGE,
)
