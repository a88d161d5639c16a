"""What is asked at the audit desk (审计条件)."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField


class DaysForm(CounterForm):
    """From which day to which (查询日期)."""

    since = DayField(label=_("自"), required=False)
    until = DayField(label=_("至"), required=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        told = self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and since > until:
            self.add_error("until", gettext("结束日期须不早于开始日期。"))
        return told
