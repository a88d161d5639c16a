"""Panels of a regulation's page on what a person should look at: lint, differences, clean-up."""

from collections.abc import Mapping

from applications.queries.clean_up import cited_in, clean_up_register
from applications.queries.law_desk import may_handle_law
from applications.queries.lint import findings_told
from hukou.law import differences, load_law

from .panels import Asked


def lint(asked: Asked) -> Mapping[str, object]:
    """Return what the lint finds (条款检查), the gravest first, with the last answer to each."""
    return {
        "rows": findings_told(asked.regulation),
        "may_answer": may_handle_law(
            asked.request.user, on=asked.on, place=asked.regulation.jurisdiction
        ),
    }


def departures(asked: Asked) -> Mapping[str, object] | None:
    """Return what a county's text says otherwise than the city's it takes over (县市差异)."""
    county = asked.regulation
    if not county.inherits:
        return None
    city = load_law().regulations[county.inherits]
    return {"rows": differences(county), "city": city}


def clean_up(asked: Asked) -> Mapping[str, object] | None:
    """Return what the clean-up register says of this text or of one of its clauses (立改废)."""
    cites = [clause.cite.as_json() for clause in asked.regulation.clauses.values()]
    rows = [
        told
        for told in clean_up_register(on=asked.on, place=asked.regulation.jurisdiction)
        if any(cited_in(told.rule, cite) for cite in cites)
    ]
    return {"rows": rows} if rows else None
