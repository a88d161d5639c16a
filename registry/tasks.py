"""What workers do for the register at night: each rule of data quality by itself (质量检查)."""

from celery import shared_task

from registry.actions import check_quality_rule
from registry.models import QualityRule

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
