"""What workers do for the register: seal its journals, and at night check its data quality."""

from celery import shared_task

from registry.actions import check_quality_rule, mark_journal, seal_journal
from registry.models import QualityRule
from registry.queries import journals

AN_HOUR = 3600


@shared_task
def check_quality() -> None:
    """Wake a worker for every rule, one each, so that a bad one stops no other."""
    for rule_id in QualityRule.objects.order_by("id").values_list("id", flat=True):
        check_rule.apply_async((rule_id,), expires=AN_HOUR)


@shared_task
def check_rule(rule_id: int) -> None:
    """Run one rule over the register; running it again adds nothing."""
    check_quality_rule(rule_id)


@shared_task
def seal_journals() -> None:
    """Seal what was written since the last time; two at once do it once."""
    for journal in journals():
        seal_journal(journal, mark=mark_journal(journal))
