"""Who may see what: viewers and their rights, sign-ins, files for one owner, the book of who saw whom, and releases
for funders with no count of 1 to 10 people in them.

May use metrics and data; neither knows of it.
"""
