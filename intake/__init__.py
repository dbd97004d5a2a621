"""Files in: read, checked, merged, and the facts of what was touched derived anew: as a whole or not at all."""

from intake.load import import_folder
from intake.refused import Refused
from intake.report import Report

__all__ = ["Refused", "Report", "import_folder"]
