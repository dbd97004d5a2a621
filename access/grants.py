"""access.toml: which person or group has which role in which programs, and which claims of the provider say so."""

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from access.viewer import DIRECTOR, FUNDER, NOTHING, ROLES, Viewer, funder

FILE_VARIABLE = "OUTCOMES_ACCESS_FILE"
DEFAULT_FILE = Path(__file__).parents[1] / "access.toml"
ALL = "all"
CLAIMS = ("groups", "role", "programs", "trust_unverified_email")
# name -> (the most, the usual)
LIMITS = {"idle_minutes": (60, 15), "signed_in_hours": (24, 10)}
KEYS = {"person": ("email", "role", "programs", "clients"), "group": ("name", "role", "programs", "clients")}


class WrongFile(Exception):
    """What is wrong with access.toml, in one sentence."""


class NoEntry(Exception):
    """Why a person who has signed in may see nothing, in one sentence."""


@dataclass(frozen=True)
class Grant:
    """A role, its programs (None: all) and whether it goes down to the client."""

    role: str
    programs: frozenset[str] | None
    clients: bool

    def joined(self, other: "Grant") -> "Grant":
        """The same role in the programs of both; down to the client only where both go there."""
        either = None in (self.programs, other.programs)
        programs = None if either else self.programs | other.programs
        return Grant(self.role, programs, self.clients and other.clients)


@dataclass(frozen=True)
class Grants:
    """All that the file says. people: e-mail in small letters -> grant; groups: name -> grant."""

    people: Mapping[str, Grant] = field(default_factory=dict)
    groups: Mapping[str, Grant] = field(default_factory=dict)
    claims: Mapping[str, object] = field(default_factory=dict)
    idle_minutes: float = LIMITS["idle_minutes"][1]
    signed_in_hours: float = LIMITS["signed_in_hours"][1]

    def viewer(self, claims: Mapping, sign_in: str) -> Viewer:
        """The viewer behind the claims of a provider; NoEntry for one who is not known."""
        who = self._email(claims)
        if grant := self.people.get(who.casefold()) or self._by_group(claims, who) or self._by_claim(claims, who):
            if grant.role == FUNDER:
                return funder(who, sign_in)
            return Viewer(who, grant.role, grant.programs, grant.clients, sign_in)
        raise NoEntry(f"{who} is not on the list of those who may see these data.")

    def strange(self, programs: Iterable[str]) -> str:
        """One sentence on programs that the file names and that are not among these; "" where there are none."""
        known, named = set(programs), (dict(self.people) | dict(self.groups)).items()
        holders = {who: sorted(grant.programs - known) for who, grant in named if grant.programs}
        found = [f"{', '.join(ids)} (of {who})" for who, ids in holders.items() if ids]
        if not found:
            return ""
        return (
            f"access.toml names programs that are not in the data: {'; '.join(found)}. Nobody sees anything of these."
        )

    def _email(self, claims: Mapping) -> str:
        """The e-mail that the provider vouches for; anybody can write another's into an unverified one."""
        email = claims.get("email")
        if not isinstance(email, str) or not email:
            raise NoEntry("The sign-in came without an e-mail address.")
        if claims.get("email_verified") is not True and not self.claims.get("trust_unverified_email"):
            raise NoEntry(f"The sign-in does not say that {email} has been verified.")
        return email

    def _by_group(self, claims: Mapping, who: str) -> Grant | None:
        held = _words(claims.get(self.claims.get("groups", "groups")))
        return _one([self.groups[name] for name in held if name in self.groups], who)

    def _by_claim(self, claims: Mapping, who: str) -> Grant | None:
        roles = [role for role in _words(claims.get(self.claims.get("role"))) if role in ROLES]
        programs = _words(claims.get(self.claims.get("programs")))
        mine = None if programs == [ALL] else frozenset(programs)
        return _one([_grant(role, mine, role == DIRECTOR) for role in roles], who)


def load(path: str | Path | None = None) -> Grants:
    """The file that the variable names, or the one beside the dashboard; without one, nobody is known."""
    file = Path(path or os.environ.get(FILE_VARIABLE) or DEFAULT_FILE)
    try:
        return read(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Grants()
    except (OSError, UnicodeDecodeError) as wrong:
        raise WrongFile(f"{file.name} cannot be read.") from wrong


def read(text: str) -> Grants:
    """The grants that a file's text stands for; WrongFile with the first thing that is wrong."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise WrongFile(f"access.toml is not TOML: {wrong}.") from wrong
    _known(found, ("person", "group", "claims", "limits"), "access.toml")
    people, groups = (_entries(found, kind, key) for kind, key in (("person", "email"), ("group", "name")))
    return Grants({name.casefold(): grant for name, grant in people.items()}, groups, _claims(found), **_limits(found))


def _entries(found: Mapping, kind: str, key: str) -> dict[str, Grant]:
    entries = found.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise WrongFile(f"access.toml: each {kind} is written under a line [[{kind}]].")
    grants: dict[str, Grant] = {}
    for one in entries:
        name = one.get(key)
        if not isinstance(name, str) or not name.strip():
            raise WrongFile(f"access.toml: a [[{kind}]] has no {key}.")
        _known(one, KEYS[kind], f"access.toml, {name}")
        if name.casefold() in {other.casefold() for other in grants}:
            raise WrongFile(f"access.toml: {name} stands there twice.")
        grants[name] = _entry(one, name)
    return grants


def _entry(one: Mapping, name: str) -> Grant:
    role, programs, clients = one.get("role"), one.get("programs"), one.get("clients")
    if role not in ROLES:
        raise WrongFile(f"access.toml: the role of {name} is one of {', '.join(ROLES)}; it says {role!r}.")
    if not isinstance(clients, bool | None):
        raise WrongFile(f"access.toml: clients of {name} is true or false.")
    if role == FUNDER:
        if programs is not None or clients:
            raise WrongFile(
                f"access.toml: {name} is a funder and sees published summaries only; no programs, no clients."
            )
        return _grant(role, None, False)
    named = isinstance(programs, list) and programs and all(isinstance(one, str) and one for one in programs)
    if programs != ALL and not named:
        raise WrongFile(f'access.toml: programs of {name} is a list of program ids, such as ["A", "B"], or "all".')
    return _grant(
        role, None if programs == ALL else frozenset(programs), role == DIRECTOR if clients is None else clients
    )


def _grant(role: str, programs: frozenset[str] | None, clients: bool) -> Grant:
    return Grant(role, NOTHING, False) if role == FUNDER else Grant(role, programs, clients)


def _claims(found: Mapping) -> dict:
    claims = found.get("claims", {})
    _known(claims, CLAIMS, "access.toml, [claims]")
    for name, value in claims.items():
        if not isinstance(value, bool if name == "trust_unverified_email" else str):
            raise WrongFile(
                f"access.toml: {name} in [claims] is {'true or false' if isinstance(value, str) else 'a name'}."
            )
    return dict(claims)


def _limits(found: Mapping) -> dict[str, float]:
    limits = found.get("limits", {})
    _known(limits, LIMITS, "access.toml, [limits]")
    for name, value in limits.items():
        most, _ = LIMITS[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= most:
            raise WrongFile(f"access.toml: {name} is a number above 0, {most} at most.")
    return dict(limits)


def _known(found, names: Iterable[str], where: str) -> None:
    if not isinstance(found, Mapping):
        raise WrongFile(f"{where} is a table of names and values.")
    if strange := sorted(set(found) - set(names)):
        raise WrongFile(f"{where}: {strange[0]!r} means nothing here; there are {', '.join(names)}.")


def _words(value) -> list[str]:
    """A claim as a list of words: providers write one word, or a list."""
    return [value] if isinstance(value, str) else [one for one in value or () if isinstance(one, str)]


def _one(grants: list[Grant], who: str) -> Grant | None:
    """What several groups give together; NoEntry where they give different roles."""
    if len({grant.role for grant in grants}) > 1:
        raise NoEntry(f"{who} has several roles; a [[person]] of their own in access.toml says which one counts.")
    found = None
    for grant in grants:
        found = grant if found is None else found.joined(grant)
    return found
