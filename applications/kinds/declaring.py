"""Who declares an event (申报人): asked alike by every kind that somebody declares."""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from .describing import Asked, Detail

DECLARANT: Final = Detail(name="declarant", label=_("申报人姓名"), longest=100)
DECLARANT_IS: Final = Detail(
    name="declarant_is",
    label=_("申报人身份"),
    asked=Asked.CHOICE,
    choices={
        "self": _("本人"),
        "spouse": _("配偶"),
        "parent": _("父母"),
        "child": _("子女"),
        "adopter": _("收养人"),
        "guardian": _("监护人"),
        "head": _("户主"),
        "relative": _("其他亲属"),
        "neighbour": _("邻居"),
        "institution": _("单位或机构"),
        "other": _("其他"),
    },
)
"""The words are those of the fact `declarant.relation`."""
DECLARED_BY_OTHERS: Final = replace(
    DECLARANT_IS,
    choices={word: label for word, label in DECLARANT_IS.choices.items() if word != "self"},
)
"""Nobody declares their own death."""

PROOF: Final = Detail(
    name="proof",
    label=_("证明材料"),
    longest=200,
    help=_("材料名称和编号"),
)
CAUSE_PROOF: Final = replace(PROOF, help=_("证明注销或恢复原因的材料名称和编号"))
REASON: Final = Detail(name="reason", label=_("理由"), longest=200)
