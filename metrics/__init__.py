"""What is measured. The list of measures; pages, command line, bench and exports find them here.

`metrics.database` opens a database and keeps its facts; `metrics.ask` answers questions to it.
"""

from metrics import attendance, continuity, dose, er_utilization, relapse, symptoms
from metrics.measure import Measure

FAMILIES = (attendance, symptoms, relapse, er_utilization, continuity, dose)
MEASURES: dict[str, Measure] = {one.card.name: one for family in FAMILIES for one in family.MEASURES}
