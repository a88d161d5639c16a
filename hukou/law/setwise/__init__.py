"""The law over a whole population (成批判断): a regulation compiled to SQL, for PostgreSQL.

One definition, two evaluators. The pack is read once, into a `Regulation`; `judge` runs its
conditions over one family and explains them, this package writes the same conditions as SQL and
judges a table of people in two statements. Nothing is stated twice, and a property test holds the
two together for every pack.

How a jurist may read it:

- **Unknown is NULL.** A fact that nobody told is an empty cell. A comparison with it is NULL, a
  group is decided as soon as its known members decide it, and NULL otherwise: the same logic as at
  the desk. No cell is ever filled in.
- **Nothing unknown refuses.** A rule is a list of branches, and the first that is true counts:
  accepted or sent to an officer, then what an ambiguity says, then *evidence wanted* wherever a
  NULL could still turn the outcome, and only then refused.
- **以上、以下 include the number**, because the pack's operators do; decimals are exact.
- **An age has two columns**, as reached on the birthday and from the day after; each rule looks at
  the one its pack names.
- **The first channel among the best serves the family**: of the channels by which the applicant
  comes out best, the one whose companions come out best; caps count the applicant, and keep those
  out who are listed last.
- **What decides travels as a number** of `grounds`: the clause, the condition and its fact, or the
  ambiguity (see `hukou.law.answers`).

A points scheme is compiled in the same way (`scores`): one definition, and the same sums.
"""

from hukou.law.setwise.answering import CompanionRow, FamilyRow, companion_answer, family_answer
from hukou.law.setwise.columns import (
    DIVISION,
    FAMILY,
    NO_CHECKS,
    PARTY,
    Population,
    keys_of,
    population_of,
)
from hukou.law.setwise.compiling import APPLIES, OPEN, Asked, Compiled, compiled
from hukou.law.setwise.scores import Scoring, Units
from hukou.law.setwise.statements import companions, families
from hukou.law.setwise.words import name, select

__all__ = [
    "APPLIES",
    "DIVISION",
    "FAMILY",
    "NO_CHECKS",
    "OPEN",
    "PARTY",
    "Asked",
    "CompanionRow",
    "Compiled",
    "FamilyRow",
    "Population",
    "Scoring",
    "Units",
    "companion_answer",
    "companions",
    "compiled",
    "families",
    "family_answer",
    "keys_of",
    "name",
    "population_of",
    "select",
]
