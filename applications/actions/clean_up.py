"""The clean-up register of old rules (立改废): entering one, and keeping, amending, stopping it."""

from datetime import date
from typing import Final

from django.db import transaction

from applications.models import CleanUp, Measure, OldRule
from applications.queries.clean_up import regulations_named
from applications.queries.law_desk import places_answered_for, require_law_desk
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account

LONGEST: Final = {"document": 200, "number": 100, "clause": 200}
SHORTEST: Final = {"document": 4, "number": 5}
"""A word is no document: what is stopped is looked for in free text."""


@transaction.atomic(durable=True)
def enter_old_rule(
    *, jurisdiction: str, document: str, by: Account, number: str = "", clause: str = ""
) -> OldRule:
    """Enter an old rule of a place (区划代码); the same document and clause there are one entry.

    What is itself a text of the law is for the desk of the place it holds in: no county enters its
    city's, and nobody another's.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place.
        InvalidInput: no place, no document, or a text that is too long; every fault at once.
    """
    today = clock.today()
    post = require_law_desk(by, on=today)
    places = places_answered_for(post.office_id)
    told = {"document": document, "number": number, "clause": clause}
    told = {name: text.strip() for name, text in told.items()}
    faults = []
    if jurisdiction not in places:
        faults.append(InvalidInput("请选择本机关负责的地区", field="jurisdiction"))
    if not told["document"]:
        faults.append(InvalidInput("请填写此项", field="document"))
    faults += [
        InvalidInput(f"不超过 {LONGEST[name]} 字", field=name)
        for name, text in told.items()
        if len(text) > LONGEST[name]
    ]
    faults += [
        InvalidInput(f"请写全称，至少 {least} 字", field=name)
        for name, least in SHORTEST.items()
        if 0 < len(told[name]) < least
    ]
    if faults:
        raise InvalidInput.gather(faults)
    for regulation in regulations_named(OldRule(**told)):
        require_law_desk(by, on=today, place=regulation.jurisdiction)
    rule, _ = OldRule.objects.get_or_create(
        jurisdiction=jurisdiction,
        document=told["document"],
        clause=told["clause"],
        defaults={"area": places[jurisdiction], "number": told["number"], "entered_by": by},
    )
    return rule


@transaction.atomic(durable=True)
def take_measure(
    rule_id: int,
    *,
    measure: Measure,
    reason: str,
    decided_by: str,
    decided_on: date,
    effective_from: date,
    by: Account,
) -> CleanUp:
    """Record that an old rule is kept, amended or stopped, by which organ and from which day.

    It waits for decisions that are being made: each cites either before or after, never between.

    Raises:
        MayNotHandleLaw: neither an administrator nor an approver of the place.
        NotFound: no such entry.
        InvalidInput: without a reason or an organ, decided in the future, or reaching back before
            the day it was decided; every fault at once.
    """
    today = clock.today()
    require_law_desk(by, on=today)
    rule = OldRule.objects.filter(pk=rule_id).first()
    if rule is None:
        raise NotFound(old_rule=rule_id)
    require_law_desk(by, on=today, place=rule.jurisdiction)
    CleanUp.objects.take()
    faults = [
        InvalidInput("请填写此项", field=name)
        for name, text in (("reason", reason), ("decided_by", decided_by))
        if not text.strip()
    ]
    if decided_on > today:
        faults.append(InvalidInput("决定日期不能晚于今天", field="decided_on"))
    if effective_from < decided_on:
        faults.append(InvalidInput("生效日期不能早于决定日期", field="effective_from"))
    if faults:
        raise InvalidInput.gather(faults)
    return CleanUp.objects.create(
        old_rule=rule,
        measure=measure,
        reason=reason.strip(),
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        effective_from=effective_from,
        entered_by=by,
    )
