"""The clean-up register (立改废清单): what stands, and what is stopped and cannot be cited."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from applications.errors import CitesStoppedRule
from applications.models import Application, CleanUp, Measure, OldRule
from hukou.kernel.division_code import within
from hukou.law import Regulation, load_law

TITLE_MARKS: Final = str.maketrans("", "", "《》〈〉<>")


@dataclass(frozen=True, slots=True, kw_only=True)
class OldRuleTold:
    """An old rule, the measure that holds on a day, if any, and every one taken, earliest first."""

    rule: OldRule
    holds: CleanUp | None
    measures: Sequence[CleanUp]

    @property
    def is_stopped(self) -> bool:
        return self.holds is not None and self.holds.measure == Measure.STOP


def clean_up_register(*, on: date, place: str | None = None) -> list[OldRuleTold]:
    """Return the register as it stands on a day, in two statements: all of it, or of a place.

    Of a place are its own rules and those of the areas around it.
    """
    rules = OldRule.objects.prefetch_related("measures__entered_by").select_related("entered_by")
    return [_told(rule, on) for rule in rules if place is None or within(place, rule.jurisdiction)]


def old_rule_told(rule_id: int, *, on: date) -> OldRuleTold | None:
    """Return one entry of the register, or None."""
    rules = OldRule.objects.prefetch_related("measures__entered_by").select_related("entered_by")
    rule = rules.filter(pk=rule_id).first()
    return _told(rule, on) if rule is not None else None


def _told(rule: OldRule, on: date) -> OldRuleTold:
    measures = list(rule.measures.all())
    holding = [each for each in measures if each.effective_from <= on]
    return OldRuleTold(rule=rule, holds=holding[-1] if holding else None, measures=measures)


def stopped_rules(*, on: date, place: str | None = None) -> list[OldRuleTold]:
    """Return the old rules that are stopped on a day: all, or those of a place."""
    return [each for each in clean_up_register(on=on, place=place) if each.is_stopped]


def refuse_stopped(
    cites: Iterable[Mapping[str, Any]] = (), *, texts: Iterable[str] = (), place: str, on: date
) -> None:
    """Refuse to cite, or to ask for something by, an old rule that is stopped at a place.

    Nobody can stop one from now until the caller's transaction ends. `texts` are free words, in
    which a document is recognised by its name or number, and its clause where only that is stopped.

    Raises:
        CitesStoppedRule: naming the entry.
    """
    CleanUp.objects.hold()
    cited, words = list(cites), list(texts)
    for each in stopped_rules(on=on, place=place):
        if any(cited_in(each.rule, cite) for cite in cited) or any(
            _named_in(each.rule, text) for text in words
        ):
            raise _refusal(each)


def resting_on(application: Application) -> list[dict[str, Any]]:
    """Return the clause of the channel that an application and its one-time list rest on."""
    regulation = load_law().regulations.get(application.regulation)
    channel = regulation.channels.get(application.channel) if regulation else None
    return [channel.cite.as_json()] if channel else []


def cited_in(rule: OldRule, cite: Mapping[str, Any]) -> bool:
    """Whether a citation is of this rule: of its document, and of its clause where it has one."""
    document = str(cite.get("document", ""))
    same = _is_document(rule, document)
    return same and _plain(rule.clause) in {"", _plain(str(cite.get("clause", "")))}


def regulations_named(rule: OldRule) -> list[Regulation]:
    """Return the texts of the law that an old rule is, by title or by number."""
    return [
        each
        for each in load_law().regulations.values()
        if any(_is_document(rule, said) for said in (each.title, each.number) if said)
    ]


def _is_document(rule: OldRule, document: str) -> bool:
    number, said = _plain(rule.number), _plain(document)
    if number and number in said:
        return True
    return said in {_plain(rule.document), _plain(f"{rule.document}（{rule.number}）")}


def _named_in(rule: OldRule, text: str) -> bool:
    number, said = _plain(rule.number), _plain(text)
    named = _plain(rule.document) in said or bool(number and number in said)
    return named and _plain(rule.clause) in said


def _plain(words: str) -> str:
    """Return words without what two hands write differently: widths, blanks, title marks."""
    return "".join(unicodedata.normalize("NFKC", words).split()).translate(TITLE_MARKS)


def _refusal(told: OldRuleTold) -> CitesStoppedRule:
    rule, measure = told.rule, told.holds
    since = measure.effective_from.isoformat() if measure else ""
    return CitesStoppedRule(
        f"《{rule.document}》{rule.clause}自 {since} 起停止执行，不能引用",
        entry=rule.pk,
        document=rule.document,
        clause=rule.clause,
        since=since,
    )
