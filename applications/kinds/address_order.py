"""Whoever settles without a dwelling is given an address in order (无处落户：按顺序确定)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from applications.queries.destinations import Destination
from hukou.kernel.errors import InvalidInput
from hukou.law import AddressChoice, Outcome
from registry.queries import choose_address, is_public_collective

from .describing import Asked, Detail

YES: Final = "yes"
YES_NO: Final = {"yes": _("是"), "no": _("否")}
FACTS: Final = {
    "own_dwelling": "address.own_dwelling",
    "relative_dwelling": "address.relative_dwelling",
    "host_consents": "address.host_consents",
    "unit_collective": "address.unit_collective",
}
GROUNDS: Final = "order_grounds"
PUBLIC: Final = "public_collective"
ORDER_LABELS: Final = {
    "own_dwelling": _("本人有合法稳定住所可以落户"),
    "relative_dwelling": _("有亲属的住所可以投靠"),
    "host_consents": _("亲属住所的所有人同意"),
    "unit_collective": _("单位、学校或者人才市场有集体户可以落户"),
}
ORDER: Final = (
    *(
        Detail(name=name, label=label, asked=Asked.CHOICE, is_required=False, choices=YES_NO)
        for name, label in ORDER_LABELS.items()
    ),
    Detail(name=GROUNDS, label=_("落户地址的审查理由"), is_required=False),
)
"""What a settlement asks of somebody who has nowhere to register."""
ORDER_DETAILS: Final = tuple(each.name for each in ORDER)


def order_of(told: Mapping[str, Any], *, division: str, on: date) -> AddressChoice | None:
    """Return the step of the order that what was told leads to; None where nothing was told."""
    facts = {fact: told[name] == YES for name, fact in FACTS.items() if told.get(name)}
    return choose_address(facts, division=division, on=on) if facts else None


def order_details(told: Mapping[str, Any], *, division: str, on: date) -> dict[str, Any]:
    """Return what the entries of a settlement keep of the order; empty where none was needed."""
    choice = order_of(told, division=division, on=on)
    if choice is None:
        return {}
    return {"order": choice.as_json(), "grounds": told.get(GROUNDS, "")}


def refuse_out_of_order(told: Mapping[str, Any], destination: Destination, *, on: date) -> None:
    """Refuse the public collective household to whom an earlier step helps, or is not known to.

    Raises:
        InvalidInput: names the answer that is missing, or the household.
    """
    home = destination.household
    to_public = home is not None and is_public_collective(home, on=on)
    choice = order_of(told, division=destination.division.code, on=on)
    if choice is None:
        if to_public:
            raise InvalidInput(
                "落公共集体户的，请先按顺序填写住所情况", field="details.own_dwelling"
            )
        return
    if choice.outcome is Outcome.EVIDENCE:
        lacking = [name for name, fact in FACTS.items() if fact in choice.missing]
        raise InvalidInput.gather(
            InvalidInput("按顺序须先核实此项", field=f"details.{name}") for name in lacking
        )
    if choice.step is None or (choice.step.id == PUBLIC) is not to_public:
        raise InvalidInput(
            "迁入地与按顺序确定的落户地址不符，请核对", field="destination.household"
        )
    if choice.outcome is Outcome.REVIEW and not told.get(GROUNDS):
        raise InvalidInput("本地没有载明顺序的文件，请写明审查理由", field=f"details.{GROUNDS}")
