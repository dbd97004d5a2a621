"""docs/attacks.md: what was tried and what came back, one line a test, from the tests' own first lines.

`python -m tests.attacks` writes it anew.
"""

import ast
from pathlib import Path

TESTS = Path(__file__).parent
FILES = (
    *(f"attack/test_attack_{noun}.py" for noun in ("pages", "sign_in", "files", "audit", "server")),
    "test_browser_sign_in.py",
)
RELEASES = (
    "test_suppression.py",
    *(f"test_releases_{of}.py" for of in ("attacked", "curves", "averages", "things", "values")),
)
PAGE = TESTS.parent / "docs" / "attacks.md"
HEAD = """# What was tried, and what came back

Every line is a test that runs with all others, on a server with people's records behind a sign-in, over HTTP, over the
websocket with Streamlit's own messages, and in a real browser. `python -m pytest tests/attack
tests/test_browser_sign_in.py` tries them again.

"""
ON_RELEASES = """
## On published summaries

By linear and integer programming over nothing but what is published, with code that knows nothing of ours. What
`python -m bench.releases` found on many more random releases is in the README.

"""
TABLE = """| What was tried | What came back | Test |
|---|---|---|
"""


def lines(files: tuple[str, ...] = FILES, every: bool = True) -> list[tuple[str, str, str]]:
    """(tried, came back, test); ValueError for a test that does not say so in its first line, where every one has to."""
    found = []
    for file in files:
        for one in ast.parse((TESTS / file).read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"):
                tried, arrow, back = (ast.get_docstring(one) or "").partition(" -> ")
                if not arrow and not every:
                    continue
                if not arrow:
                    raise ValueError(f"{file}: {one.name} does not say what was tried -> what came back.")
                found.append((" ".join(tried.split()), " ".join(back.split()), one.name))
    return found


def page() -> str:
    return HEAD + _table(lines()) + ON_RELEASES + _table(lines(RELEASES, every=False))


def _table(rows: list[tuple[str, str, str]]) -> str:
    return TABLE + "".join(f"| {tried} | {back} | `{name}` |\n" for tried, back, name in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
