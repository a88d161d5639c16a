"""Which clause of which text a line of cited data comes from (引用条款)."""

from collections.abc import Mapping

from hukou.law.regulation import Clause, Regulation
from hukou.law.sections import Section


def clause_of(section: Section, regulations: Mapping[str, Regulation]) -> tuple[Regulation, Clause]:
    """Return the regulation and the clause a section names; it belongs to the directory's place."""
    name, clause = section.text("regulation"), section.text("clause")
    regulation = regulations.get(name)
    if regulation is None or not section.file.startswith(regulation.jurisdiction):
        raise section.wrong(f"no regulation {name!r} of this place: correct 'regulation'")
    if clause not in regulation.clauses:
        raise section.wrong(f"no clause {clause!r} in {name}: add it under its 'clauses'")
    return regulation, regulation.clauses[clause]
