"""From which day to which the one-visit promise is measured."""

from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField


class TimeForm(CounterForm):
    """The first and the last day."""

    since = DayField(label=_("第一日"))
    until = DayField(label=_("最后一日"))

    def clean(self) -> dict[str, Any]:
        """Refuse days the wrong way round."""
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", gettext("最后一日不能早于第一日"))
        return told
