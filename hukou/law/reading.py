"""Compiling what a pack file says into conditions: every leaf typed, cited and known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from hukou.law.citation import Citation
from hukou.law.comparisons import SAME_COUNTY, comparison
from hukou.law.conditions import (
    BARE,
    LISTED,
    ORDERED,
    Condition,
    Leaf,
    Op,
    either,
    every,
)
from hukou.law.facts import AGE, AGE_FROM_NEXT_DAY
from hukou.law.labels import label, label_en
from hukou.law.outcomes import Reason
from hukou.law.safeguards import Safeguards
from hukou.law.sections import Section
from hukou.law.vocabulary import NUMBERS, FactType, Kind, Vocabulary

NODES: Final = ("all", "any", "not", "term", "family", "fact")
PLACES: Final = frozenset({Op.WITHIN, Op.NOT_WITHIN})
TRUTHS: Final = frozenset({Op.IS_TRUE, Op.IS_FALSE})
DAYS: Final = ("flag", "review", "none")


class Reader:
    """What the trees of one regulation may refer to: facts, clauses, terms, ambiguities."""

    def __init__(
        self,
        *,
        vocabulary: Vocabulary,
        safeguards: Safeguards,
        clauses: Mapping[str, Citation],
        terms: Mapping[str, Section],
        ambiguities: Mapping[str, Reason],
    ) -> None:
        """Take what was read of a regulation before its conditions."""
        self.vocabulary = vocabulary
        self.safeguards = safeguards
        self.clauses = clauses
        self.terms = terms
        self.ambiguities = ambiguities
        self.used_ambiguities: set[str] = set()
        self.families: dict[str, Condition] = {}
        self._open_terms: list[str] = []

    def clause(self, section: Section, default: Citation | None = None) -> Citation:
        """Return the citation of the clause a section names; without one a value is refused."""
        if not section.has("clause"):
            if default is None:
                raise section.wrong("name the 'clause' this comes from")
            return default
        name = section.text("clause")
        if name not in self.clauses:
            raise section.wrong(f"no clause {name!r} in this regulation: add it under 'clauses'")
        return self.clauses[name]

    def ambiguity(self, section: Section, key: str) -> Reason:
        """Return the handling of an ambiguity that the regulation explains."""
        return self.reason(section.text(key), section)

    def reason(self, name: str, section: Section) -> Reason:
        """Return the handling of an ambiguity by its id."""
        if name not in self.ambiguities:
            raise section.wrong(f"no ambiguity {name!r} here: explain it under 'ambiguities'")
        self.used_ambiguities.add(name)
        return self.ambiguities[name]

    def condition(self, section: Section, cite: Citation, *, negated: bool = False) -> Condition:
        """Compile one node; `not` is pushed to the leaves (De Morgan holds in Kleene logic)."""
        kinds = [kind for kind in NODES if section.has(kind)]
        if len(kinds) != 1:
            raise section.wrong(f"write exactly one of {', '.join(NODES)}")
        kind = kinds[0]
        if kind == "fact":
            return self._leaf(section, cite, negated=negated)
        cite = self.clause(section, cite)
        if kind == "not":
            inner = self.condition(section.section("not"), cite, negated=not negated)
            section.close()
            return inner
        if kind == "term":
            return self._term(section, negated=negated)
        if kind == "family":
            return self._family(section, negated=negated)
        return self._group(section, kind, cite, negated=negated)

    def _group(self, section: Section, kind: str, cite: Citation, *, negated: bool) -> Condition:
        members = tuple(
            self.condition(each, cite, negated=negated) for each in section.sections(kind)
        )
        section.close()
        if len(members) < 2:  # noqa: PLR2004 - a group of one is a leaf
            raise section.wrong(f"{kind!r} needs two members or more")
        return every(members) if (kind == "all") is not negated else either(members)

    def _term(self, section: Section, *, negated: bool) -> Condition:
        name = section.text("term")
        section.close()
        if name not in self.terms:
            raise section.wrong(f"no term {name!r}: define it under 'terms'")
        if name in self._open_terms:
            chain = " → ".join([*self._open_terms, name])
            raise section.wrong(f"term defined by itself: {chain}")
        self._open_terms.append(name)
        body = self.terms[name]
        cite = self.clause(body)
        body.optional_text("label")
        compiled = self.condition(body.section("means"), cite, negated=negated)
        body.close()
        self._open_terms.pop()
        return compiled

    def _family(self, section: Section, *, negated: bool) -> Condition:
        """Return the condition of being one of a family's kinds."""
        name = section.text("family")
        section.close()
        if negated or name not in self.families:
            raise section.wrong(f"no family {name!r} above this, or it stands under 'not'")
        return self.families[name]

    def _leaf(self, section: Section, cite: Citation, *, negated: bool) -> Leaf:
        name = section.text("fact")
        if name not in self.vocabulary:
            raise section.wrong(f"no fact {name!r} in the vocabulary")
        self.safeguards.check_fact(name, section)
        fact = self.vocabulary[name]
        op = self._op(section, fact)
        required = self._required(section, fact, op)
        if negated:
            op = op.opposite
            required = not required if op in TRUTHS else required
        key, boundary = self._counting(section, fact, op)
        note = self.ambiguity(section, "note").id if section.has("note") else ""
        own = section.optional_text("label")
        cite = self.clause(section, cite)
        section.close()
        order = fact.values if fact.ordered and op in ORDERED else ()
        return Leaf(
            label=own or label(fact, op, required),
            label_en=label_en(fact, op, required),
            fact=name,
            key=key,
            op=op,
            required=required,
            cite=cite,
            test=comparison(op, key, required, order),
            note=note,
            boundary=boundary,
        )

    def _op(self, section: Section, fact: FactType) -> Op:
        try:
            op = Op(section.text("op"))
        except ValueError as problem:
            raise section.wrong(f"no such operator: {section.value('op')!r}") from problem
        if op is Op.ABSENT:
            raise section.wrong("write 'not' around 'exists'")
        if op in ORDERED and not (fact.kind in NUMBERS or fact.kind is Kind.DATE or fact.ordered):
            raise section.wrong(f"{fact.name} has no order, so {op.value!r} says nothing")
        if (op in TRUTHS and fact.kind is not Kind.BOOL) or (
            op in PLACES and fact.kind is not Kind.CODE
        ):
            raise section.wrong(f"{op.value!r} does not go with a fact of type {fact.kind.value!r}")
        return op

    def _required(self, section: Section, fact: FactType, op: Op) -> Any:  # noqa: ANN401
        if op in BARE:
            if section.has("value"):
                raise section.wrong(f"{op.value!r} takes no value")
            return op not in {Op.IS_FALSE, Op.ABSENT}
        given = section.required("value")
        if op in LISTED:
            if not isinstance(given, list) or len(set(given)) != len(given) or not given:
                raise section.wrong(f"{op.value!r} takes a list of different values")
            return tuple(self._one(section, fact, each) for each in given)
        return self._one(section, fact, given)

    def _one(self, section: Section, fact: FactType, given: object) -> object:
        allowed: Mapping[Kind, type | tuple[type, ...]] = {
            Kind.INT: int,
            Kind.DECIMAL: (int, Decimal),
            Kind.DATE: date,
            Kind.CODE: str,
            Kind.TEXT: str,
            Kind.ENUM: str,
        }
        if isinstance(given, bool) or not isinstance(given, allowed.get(fact.kind, ())):
            raise section.wrong(f"{given!r} is no value of a fact of type {fact.kind.value!r}")
        if fact.kind is Kind.ENUM and given not in fact.values:
            raise section.wrong(f"{fact.name} has no value {given!r}: {', '.join(fact.values)}")
        if fact.kind is Kind.CODE and given != SAME_COUNTY and not str(given).isdecimal():
            raise section.wrong(f"{given!r} is no division code")
        return Decimal(str(given)) if fact.kind is Kind.DECIMAL else given

    def _counting(self, section: Section, fact: FactType, op: Op) -> tuple[str, str]:
        """Return where an age is looked up: reached on the birthday, or from the day after.

        By default `ge` and `lt` count it as reached on the birthday, `le` and `gt` from the day
        after.
        """
        if fact.name != AGE:
            return fact.name, ""
        default = "next_day" if op in {Op.LE, Op.GT} else "birthday"
        counted = section.value("reached", default)
        day = section.value("boundary_day", "flag")
        if counted not in {"birthday", "next_day"} or day not in DAYS:
            raise section.wrong(
                "'reached' is birthday or next_day; 'boundary_day' is flag, review or none"
            )
        return (AGE_FROM_NEXT_DAY if counted == "next_day" else AGE), "" if day == "none" else day
