"""The panels of a regulation's page, in their order; `panels.py` says how one is made."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from applications.queries.law_desk import may_handle_law
from applications.queries.obligations import list_duties
from applications.queries.texts import places_of, reading_of, shown
from hukou.kernel import clock
from hukou.law import load_law

from .law_data import groups, measures, targets
from .law_panels import clean_up, departures, lint
from .law_words import ChannelTold, told_channel
from .life_panel import life
from .obligations import READERS
from .panels import Asked, Panel


def text(asked: Asked) -> Mapping[str, object]:
    """Return the text (原文) that counts, cleaned, each line with what was printed."""
    reading = reading_of(asked.regulation.id)
    may_import = may_handle_law(
        asked.request.user, on=clock.today(), place=asked.regulation.jurisdiction
    )
    return {"told": shown(reading) if reading else None, "may_import": may_import}


def clauses(asked: Asked) -> Mapping[str, object]:
    """Return the clauses (条款) with the channels and ambiguities that rest on each."""
    regulation = asked.regulation
    places = places_of(regulation)
    rows = [
        {
            "clause": clause,
            "place": places.get(clause.id),
            "channels": [each for each in regulation.channels.values() if each.clause == clause.id],
            "ambiguities": [
                each for each in regulation.ambiguities.values() if each.cite == clause.cite
            ],
        }
        for clause in regulation.clauses.values()
    ]
    return {"rows": rows}


def channels(asked: Asked) -> Mapping[str, object] | None:
    """Return the channels (落户途径) with their conditions in words."""
    found: list[ChannelTold] = [told_channel(each) for each in asked.regulation.channels.values()]
    return {"channels": found} if found else None


def ambiguities(asked: Asked) -> Mapping[str, object] | None:
    """Return what the text leaves open (歧义), and how it is handled meanwhile."""
    found = list(asked.regulation.ambiguities.values())
    return {"ambiguities": found} if found else None


def duties(asked: Asked) -> Mapping[str, object] | None:
    """Return what the text obliges offices to do (任务), with how each stands."""
    law = load_law().obligations
    found = list_duties(on=asked.on, obligations=law.of(asked.regulation.id))
    is_reader = asked.request.posting.role in READERS
    return {"duties": found} if found and is_reader else None


PANELS: Final = (
    Panel(
        id="life",
        title=_("效力沿革"),
        template="applications/components/law_life.html",
        context=life,
    ),
    Panel(
        id="clauses",
        title=_("条款"),
        template="applications/components/law_clauses.html",
        context=clauses,
    ),
    Panel(
        id="channels",
        title=_("落户途径"),
        template="applications/components/law_channels.html",
        context=channels,
    ),
    Panel(
        id="ambiguities",
        title=_("歧义及处理"),
        template="applications/components/law_ambiguities.html",
        context=ambiguities,
    ),
    Panel(
        id="duties",
        title=_("任务"),
        template="applications/components/law_duties.html",
        context=duties,
    ),
    Panel(
        id="text",
        title=_("原文"),
        template="applications/components/law_text.html",
        context=text,
    ),
    Panel(
        id="measures",
        title=_("不是落户途径的规定"),
        template="applications/components/law_measures.html",
        context=measures,
    ),
    Panel(
        id="targets",
        title=_("目标"),
        template="applications/components/law_targets.html",
        context=targets,
    ),
    Panel(
        id="groups",
        title=_("重点群体"),
        template="applications/components/law_groups.html",
        context=groups,
    ),
    Panel(
        id="lint",
        title=_("条款检查"),
        template="applications/components/law_lint.html",
        context=lint,
    ),
    Panel(
        id="differences",
        title=_("与市级文件的差异"),
        template="applications/components/law_differences.html",
        context=departures,
    ),
    Panel(
        id="clean-up",
        title=_("规定清理"),
        template="applications/components/old_rule_rows.html",
        context=clean_up,
    ),
)
