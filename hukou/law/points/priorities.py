"""Who a text wants to settle first (优先解决的人员): weighed by points, under total control."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hukou.law.citation import Citation
from hukou.law.regulation import Regulation
from hukou.law.sections import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A group that a text names first: its weight is what its indicators earn, and nothing more.

    Nobody is admitted for belonging to it: the places are those of the year, for all together.
    """

    id: str
    name: str
    name_en: str
    indicators: tuple[str, ...]
    cite: Citation


def read_priorities(
    top: Section, regulations: Mapping[str, Regulation], place: str, indicators: Iterable[str]
) -> tuple[Priority, ...]:
    """Return the groups of a scheme, each with the clause of the text that names it.

    Raises:
        PackError: a text of another place, a clause or an indicator that is not there.
    """
    known = frozenset(indicators)
    return tuple(_priority(each, regulations, place, known) for each in top.sections("priorities"))


def _priority(
    section: Section, regulations: Mapping[str, Regulation], place: str, known: frozenset[str]
) -> Priority:
    regulation, clause = regulations.get(section.text("regulation")), section.text("clause")
    if regulation is None or regulation.jurisdiction != place or clause not in regulation.clauses:
        raise section.wrong("no such clause in a text of this place: correct it")
    priority = Priority(
        id=section.text("id"),
        name=section.text("name"),
        name_en=section.text("name_en"),
        indicators=section.texts("indicators"),
        cite=regulation.clauses[clause].cite,
    )
    section.close()
    if strangers := [each for each in priority.indicators if each not in known]:
        raise section.wrong(f"no indicator {strangers[0]!r} in this scheme")
    if not priority.indicators:
        raise section.wrong("a group is weighed by one indicator at least")
    return priority
