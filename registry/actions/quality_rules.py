"""The rules of data quality (质量规则): seeded from a file, then edited by stewards."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import NoSuchRecord, constraints_explained
from registry.models import Account, QualityRule, Severity
from registry.queries import check_of

from .quality_rights import officer_scope, refuse_unless_chief

SINCE: Final = date(2000, 1, 1)
EDITABLE: Final = ("name", "parameters", "severity", "period", "edited_by")


@transaction.atomic
@constraints_explained()
def add_quality_rules(rules: Iterable[Mapping[str, Any]]) -> int:
    """Add the rules whose code is not there yet; return how many. An edited rule stays as it is.

    Raises:
        UnknownCheck, BadParameter: a rule of the file cannot be so; none is stored.
    """
    new = [
        QualityRule(
            code=rule["code"],
            name=rule["name"],
            kind=rule["kind"],
            parameters=check_of(rule["kind"]).read(rule["parameters"]),
            severity=_severity(rule["severity"]),
            period=Range(SINCE, None),
        )
        for rule in rules
    ]
    there = set(QualityRule.objects.values_list("code", flat=True))
    missing = [rule for rule in new if rule.code not in there]
    QualityRule.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


@transaction.atomic
@constraints_explained()
def edit_quality_rule(
    rule: QualityRule,
    *,
    name: str,
    parameters: Mapping[str, Any],
    severity: str,
    since: date,
    until: date | None,
    by: Account,
) -> QualityRule:
    """Change what a rule asks, how severe it is, and when it counts (修改质量规则).

    The kind of check stays: another check is another rule. `until` is the first day on which the
    rule no longer counts. What it was stands in the row history.

    Raises:
        BadParameter, InvalidInput: naming the field.
        NeedsAChief, NotTheOwningOffice, NoSuchRecord
    """
    refuse_unless_chief(officer_scope(by))
    locked = QualityRule.objects.lock(rule.pk)
    if locked is None:
        raise NoSuchRecord(rule=rule.pk)
    if not name.strip():
        raise InvalidInput("请填写规则名称。", field="name")
    if until is not None and until <= since:
        raise InvalidInput("停用日期须晚于启用日期。", field="until")
    locked.name = name.strip()
    locked.parameters = check_of(locked.kind).read(dict(parameters))
    locked.severity = _severity(severity)
    locked.period = Range(since, until)
    locked.edited_by = by
    locked.save(update_fields=[*EDITABLE])
    return locked


def _severity(word: str) -> str:
    if word not in Severity.values:
        raise InvalidInput("严重程度应为高、中或低。", field="severity")
    return word
