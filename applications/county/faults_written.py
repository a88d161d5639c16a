"""The truth about planted faults and the lists of agencies, as files (植入差错清单)."""

import csv
from pathlib import Path

from .plan import CountyPlan, PlannedNotice

HEADINGS = ("通报编号", "公民身份号码", "姓名", "事件日期", "区划代码")


def write_faults(plan: CountyPlan, path: Path) -> None:
    """Write which faults were planted, one a row: the rule, and whom it is about."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("rule", "subjects"))
        rows.writerows((fault.rule, " ".join(fault.subjects)) for fault in plan.faults)


def write_lists(plan: CountyPlan, directory: Path) -> None:
    """Write the lists of the agencies, as `load_notices` takes them."""
    directory.mkdir(parents=True, exist_ok=True)
    for (agency, kind), notices in lists_of(plan).items():
        name = agency.removesuffix("（演示）")
        with (directory / f"{kind}-{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(HEADINGS)
            rows.writerows(
                (each.reference, each.number, each.name, each.event_date, each.division)
                for each in notices
            )


def lists_of(plan: CountyPlan) -> dict[tuple[str, str], list[PlannedNotice]]:
    """Return the notices by agency and kind, each list in its order."""
    lists: dict[tuple[str, str], list[PlannedNotice]] = {}
    for notice in plan.notices:
        lists.setdefault((notice.agency, notice.kind), []).append(notice)
    return lists
