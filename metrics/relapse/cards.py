"""Cards of the relapse family."""

from metrics.attendance.cards import CLUSTERED, WILSON
from metrics.card import Card

RULES = (
    "four_of_four: 4 consecutive weeks of use (CTN-0094); two_of_four: 2 weeks of use inside 4 consecutive (Lee 2016); "
    "three_of_three: 3 consecutive (Schottenfeld 2008); four_of_four_from_week_3: 4 consecutive, weeks from 3 on "
    "(CTN-0051, X:BOT); first_use: any positive day; dropout_four: 4 consecutive missed weeks"
)
WEEKS = (
    "Week w is days 7(w-1) to 7w-1 after admission; a week counts as use with any positive that was not prescribed, else as "
    "free with any negative, else as inconclusive, else as missed; weeks in which nothing was due are skipped; only full "
    "weeks in the program count. "
)
MISSING = "Missed and inconclusive weeks are read three ways, side by side: as use, as no use, and left out"
INFORMATIVE = "Leaving the program ends the watching: people who leave are assumed to do like those who stay, which is likely too kind."
SOURCE = "CTN-0094 and CTNote (Balise et al.); Lee 2016 and 2018 (X:BOT, NCT02032433); Schottenfeld 2008"
ADDRESS = "https://ctn-0094.github.io/CTNote/"
KAPLAN_MEIER = "95 %, log-log scale (Greenwood); median: Brookmeyer & Crowley 1982"

RELAPSE_RATE = Card(
    name="relapse_rate",
    title="Relapse",
    question="How many people relapsed while in the program, by each rule in use?",
    numerator="Episodes that meet the rule. " + RULES,
    denominator="Episodes observed for at least one window of the rule. " + WEEKS,
    exclusions="Episodes shorter than one window: not observed long enough",
    dated="admission",
    date_words="The date of admission",
    missing=MISSING,
    good="lower",
    interval=WILSON,
    caveats=INFORMATIVE + " Rules differ by design: quote a rule's name with its number.",
    source=SOURCE,
    address=ADDRESS,
    unit="episodes",
)

TIME_TO_RELAPSE = Card(
    name="time_to_relapse",
    title="Free of relapse by day",
    question="Which share is still free of relapse after so many days?",
    numerator="Relapses up to that day: the first day of the first week of the first window that meets the rule. "
    + RULES,
    denominator="Episodes at risk on that day (no value without any); the share itself is the Kaplan-Meier estimate. "
    + WEEKS,
    exclusions="Episodes shorter than one window: not observed long enough",
    dated="admission",
    date_words="The date of admission",
    missing=MISSING + ". Without relapse, censored at the first day of the last full window",
    good="higher",
    interval=KAPLAN_MEIER,
    caveats=INFORMATIVE,
    source=SOURCE,
    address=ADDRESS,
    unit="episodes",
)

TIME_TO_FIRST_USE = Card(
    name="time_to_first_use",
    title="No use seen by day",
    question="Which share has had no positive screen or report after so many days?",
    numerator="Episodes with a counted positive up to that day",
    denominator="Episodes at risk on that day (no value without any); the share itself is the Kaplan-Meier estimate",
    exclusions="Episodes without any result; positives for what was prescribed",
    dated="admission",
    date_words="The date of admission",
    missing="Censored at the last day with a result; with every missed or inconclusive test taken for use, and for no use, as bounds",
    good="higher",
    interval=KAPLAN_MEIER,
    caveats=INFORMATIVE + " One slip counts as much as a return to daily use.",
    source=SOURCE,
    address=ADDRESS,
    unit="episodes",
)

SCREEN_POSITIVITY = Card(
    name="screen_positivity",
    title="Screens positive",
    question="Which share of the urine and breath tests with a result is positive?",
    numerator="Positive tests, without those for what was prescribed",
    denominator="Positive and negative tests, without positive ones for what was prescribed",
    exclusions="Positive tests for what was prescribed; inconclusive tests; reports by clients or others; tests before "
    "admission or after discharge",
    dated="own",
    date_words="The date of the test",
    missing="Missed tests are left out; beside it stands the share with every missed test taken for positive",
    good="lower",
    interval=CLUSTERED,
    caveats="Who is tested more often weighs more. People who use miss more tests.",
    source="CTN-0094, CTNote (Balise et al.)",
    address=ADDRESS,
    unit="screens",
)

COMPETING_OUTCOMES = Card(
    name="competing_outcomes",
    title="What came first, by week",
    question="Of those admitted, how many have relapsed, completed or left by the end of each week, and how many are still in?",
    numerator="Episodes of which that was the first end by the last day of the week. relapsed: return to use by the chosen "
    "rule, on the first day of the first week of the first window that meets it; completed: discharged as completed or "
    "transferred; left: discharged in any other way or for an unknown reason; still in: none of these. " + RULES,
    denominator="Episodes still watched on the last day of the week; the share itself is of all admitted (Aalen-Johansen; still "
    "in: Kaplan-Meier), so the four add up to 1",
    exclusions="Admissions less than one window of the rule before the last day of the data. Where nothing about use was "
    "recorded of anybody there is no data",
    dated="admission",
    date_words="The date of admission",
    missing=MISSING
    + ". Everybody is followed to the first day of the last window that fits before the last day of the data, "
    "and censored there: later than that a relapse could not yet be known",
    good="lower",
    interval="95 %, log(-log) scale: delta method for each end (Marubini & Valsecchi 1995), Greenwood for who is still in",
    caveats="Only the first end counts: who relapsed and completed later stands under relapsed. A relapse must be seen to "
    "count: people of whom nothing about use was recorded can only complete, leave or stay.",
    source="Aalen & Johansen 1978, Scand J Stat 5:141-150; rules: " + SOURCE,
    address="https://www.jstor.org/stable/4615704",
    unit="episodes",
)

RULE_CHANGES = Card(
    name="relapse_rule_changes",
    title="Relapse by one rule, not by another",
    question="Who has relapsed by one rule and not by another, and is it the rule or the reading of missing weeks?",
    numerator="Episodes with relapse by both rules, by the first alone, by the second alone, or by neither. Of those by one "
    "alone: whose weeks with a positive are enough, and who relapsed only by how missing weeks are read. " + RULES,
    denominator="Episodes observed for at least one window of both rules; for the why, those in that class. " + WEEKS,
    exclusions="Episodes not observed long enough for both rules",
    dated="admission",
    date_words="The date of admission",
    missing="Window rules are compared under one reading of missing weeks, the first positive by results alone, the four missed "
    "weeks as they are; the same rule stands beside itself with missing weeks read in the other two ways",
    good="neither",
    interval=WILSON,
    caveats="No rule is the true one: a change of class says how much a number hangs on the rule, not who is wrong.",
    source=SOURCE,
    address=ADDRESS,
    unit="episodes",
)
