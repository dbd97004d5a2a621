"""The page of packets in words: what a packet is, and what it holds of people."""

WHAT = (
    "A PDF to read and to print, an Excel workbook and CSV files with every number, and a manifest with the seal of each "
    "file. The same data give the same files."
)
PEOPLE = (
    "With them the packet also lists, by pseudonym, the people behind each number, the records behind each check of the "
    "data, and a sample to trace. Making it is written down in the audit with every client in it."
)
STALE = "The data, the standard or the choices have changed since the last packet was made here; make it anew."
MADE = ("The packet is made.", "Its files are for you alone, for ten minutes.")
FREEZE = (
    "These numbers, how everybody stands behind them, the filters and the definitions are kept for ever, and “Why did it "
    "change?” sets them against what the records say later. The manifest then names the report, and its seal is another."
)
FROZEN = ("Frozen as “{}”.", "The manifest names it: fetch the files again, and note down the new seal.")
UNFROZEN = "Not frozen."
COMPARE = "What the records say of it now"
SEAL = "Seal of its manifest, to note down and to verify it by: {}"
