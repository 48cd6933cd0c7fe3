"""What a teller's words say by themselves, before anything else of the report is looked at."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.reconcile.origins.office_names import Body, Seat


@dataclass(frozen=True, slots=True)
class Teller:
    """The words of a teller, taken apart. At most one of `seat`, `body`, `generic`, `role`, `government` is set."""

    words: str
    seat: Seat | None = None
    """The office, where every country has one ("Interior Minister")."""
    body: Body | None = None
    generic: str | None = None
    """What an office's key must end with for these words to mean it ("the ministry")."""
    government: bool = False
    """A government without the office that speaks for it, or a capital that stands for it."""
    role: str | None = None
    """A private person's role ("witness")."""
    untold: bool = False
    """The words do not say who ("officials")."""
    for_himself: bool = False
    """He holds no office that he could speak for: a former one, or a seat in a house."""
    person: str | None = None
    """A personal name, without titles."""
    name: str | None = None
    """A proper name that is in no list: a body or a person."""
    of_body: bool = False
    """`name` is a body's: somebody speaks for it."""
    place: str | None = None
    country: str | None = None
    land: str | None = None
    """The words that name the country: "Georgia" may be a state of the report's country all the same."""

    @property
    def public(self) -> bool:
        """Does it name an institution or its office-holder?"""
        return (self.seat is not None or self.body is not None) and not self.for_himself and not self.untold
