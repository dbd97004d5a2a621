"""Who may see what: releases for funders with no count of 1 to 10 people in them, and data without identities.

May use metrics and data; neither knows of it. Pages and commands reach funders' numbers through here alone.
"""
