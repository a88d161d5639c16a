"""Looking a text through before it is signed (条款检查): it asks people, and blocks one thing only.

Against superior rules held as data (`_national/superior.yaml`), and against itself. Nothing found
keeps a text from anything, except a condition that asks for rural land rights (三权): such a text
cannot be activated.

A new rule is a function that yields `LintFinding`s, and its line in `lint`: superior rules in
`above.py`, conditions nobody can meet in `reach.py`, a text against itself in `within.py`.
Its tests stand in `tests/law/test_lint*.py`.
"""

from hukou.law.law import Law
from hukou.law.linting.above import against_superior, charged
from hukou.law.linting.findings import WORST_FIRST, LintFinding
from hukou.law.linting.reach import out_of_reach
from hukou.law.linting.within import (
    contradictions,
    open_words,
    without_lead_office,
    without_owner,
    without_verifier,
    worded_otherwise,
)
from hukou.law.regulation import Regulation
from hukou.law.superior import Severity


def lint(regulation: Regulation, law: Law) -> list[LintFinding]:
    """Return what a person should look at, the gravest first, then in the order of the text."""
    found = [
        *against_superior(regulation, law.superior, law.safeguards),
        *charged(regulation, law.superior, law.fees),
        *contradictions(regulation, law.superior),
        *out_of_reach(regulation, law.vocabulary),
        *open_words(regulation, law.superior),
        *without_owner(regulation),
        *without_lead_office(law.obligations.of(regulation.id)),
        *without_verifier(regulation, law.vocabulary),
        *worded_otherwise(regulation),
    ]
    once = {each.key: each for each in found}
    return sorted(once.values(), key=lambda each: WORST_FIRST.index(each.severity))


def blocks_activation(regulation: Regulation, law: Law) -> LintFinding | None:
    """Return why a text cannot be activated (三权), or None."""
    found = (each for each in lint(regulation, law) if each.severity is Severity.BLOCKS)
    return next(found, None)


__all__ = ["LintFinding", "Severity", "blocks_activation", "lint"]
