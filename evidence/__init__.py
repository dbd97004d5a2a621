"""Evidence for accreditation: from a question to a packet that a surveyor can perform again.

Results, cards and the people behind a number are used as metrics gives them; nothing is computed twice.
"""
