"""What stands on a packet beside its numbers: whom it is for, what the law says of records, words explained."""

STAFF = (
    "For the program's own staff and the surveyors it shows this to. It holds small numbers, from which people who know "
    "somebody could learn something; summaries for funders and the public are made elsewhere, without them."
)
# 42 CFR § 2.32(a)(2), the shorter of the two statements, as amended on 16 February 2024 (89 FR 12472; in force since
# 16 April 2024, binding since 16 February 2026). Held on 28 November 2026 against forms of hospitals and insurers that
# carry it (one revised in February 2026) and against a public project that had checked it against the eCFR of 10 July
# 2026. The eCFR itself could be seen in its older wording alone (September 2020: "prohibits unauthorized disclosure").
PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
PART_2_SOURCE = "42 CFR § 2.32(a)(2), as amended on 16 February 2024"
# § 2.53 (audits: copies, and limits of use) and § 2.32(b) (consent goes along), by the same rule.
RECORDS = (
    "This packet holds records of single clients, by pseudonym. Audits and evaluations may see them under 42 CFR § 2.53; "
    "whoever takes copies away agrees in writing to keep them safe, to destroy them afterwards, and to disclose them to the "
    "program alone. Every other disclosure needs the client's written consent (§ 2.31), of which a copy or a clear "
    "explanation of its scope goes along (§ 2.32(b)), or another basis in the rule. The notice:"
)
NO_RECORDS = (
    "This packet holds counts alone, no record of a single client. Made with --with-people it also holds the people "
    "behind each number and a sample drawn for tracing, for those who may see them."
)
DEMO = "Demo data: a made-up clinic. Nobody in it is real."
GLOSSARY = (
    ("95% interval", "Where the true value plausibly lies, given how many people or sessions were counted."),
    ("n", "How many were counted: the denominator."),
    (
        "Usual range",
        "Where nearly all months fall if nothing has changed: limits worked out from the months themselves.",
    ),
    ("Usual level", "The middle of the usual range."),
    ("Signal ◆", "A month outside its usual range, or part of a run that chance alone seldom makes."),
    ("Completeness", "Who and what is missing, and whether the missing differ from the others."),
    ("Accuracy", "Values that cannot be right: totals that are not the sum of their items, impossible days."),
    ("Validity", "Whether the instrument and the rule measure what they are used for, in this group of people."),
    ("Reliability", "Whether the same thing was recorded the same way: doubles on one day, sudden jumps."),
    (
        "Pseudonym",
        "A client's code in these data. It is never a name or a number by which the person is known elsewhere.",
    ),
    ("Met", "Everything that the requirement asks of the data is there, and nothing is left to a person."),
    ("Partly met", "Something that it asks for is there, and something is still to be done."),
    ("Missing", "Nothing in the data answers it yet."),
    ("Fingerprint", "A short code worked out from all numbers: the same numbers give the same code, others another."),
)
