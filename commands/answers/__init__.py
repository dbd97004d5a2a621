"""Answers as people and programs get them: in words and tables, as one object, as flat rows."""
