"""Who may see what: viewers and their rights, sign-ins, files for one owner, and the book of who saw whom."""
