"""What a station leaves in logs, comparisons and imports, for the walk (样本日志)."""

from collections.abc import Mapping

from applications.actions import compare, compare_next, keep_population
from applications.models import Comparison, PopulationKind, Quota, QuotaChange
from applications.queries.past_files import past_files
from hukou.kernel import clock
from registry.actions import note_disclosure
from registry.models import ImportedRow, ImportRun, Person, PostingRole
from registry.queries import scope_of
from tests.filing import Counter, posted
from tests.permissions.stock_files import Words


def comparison(here: Counter, words: Words) -> Comparison:
    """The bureau compares two texts over its past files."""
    known = past_files(scope_of(here.approver, on=clock.today()))
    people = keep_population(
        known.families,
        kind=PopulationKind.PAST,
        name=f"{words.name}往期",
        digest=known.digest,
        by=here.approver,
    )
    texts = ("qz-final-2017", "qz-draft-2017")
    asked = compare(*texts, population_id=people.pk, on=clock.today(), by=here.approver)
    compare_next(asked.pk, families=1000)
    return asked


def quota_of(here: Counter, words: Words) -> Quota:
    """The station's town has a quota, which was declared with a reason."""
    area, year = here.community.code[:9], clock.today().year
    quota = Quota.objects.create(
        area=area,
        first_year=year,
        last_year=year,
        regulation="qz-final-2017",
        kind="limit",
        unit="people",
        when_full="unsaid",
        places=7,
    )
    QuotaChange.objects.create(
        quota=quota,
        places=7,
        reason=f"{words.name}计划",
        document=f"{words.name}文",
        clause="一",
        changed_by=here.approver,
    )
    return quota


def read(here: Counter, people: Mapping[str, Person], words: Words) -> None:
    """Let an officer look at many, at relatives, and without a case."""
    kin = posted(here.office, PostingRole.OFFICER)
    kin.name, kin.person = f"{words.name}亲", people["mother"]
    kin.save(update_fields=["name", "person"])
    for told in ([people["father"].pk], [each.pk for each in people.values()]):
        note_disclosure(
            scope=scope_of(kin, on=clock.today()),
            kind="person",
            people=told,
            fields=["name"],
            purpose=f"{words.name}用途",
        )


def imported(here: Counter, words: Words) -> ImportRun:
    """An old file was read, with a row that is wrong."""
    run = ImportRun.objects.create(
        file_name=f"{words.name}.csv",
        file_digest=f"{words.sequence:064d}",
        file_size=words.sequence,
        encoding="utf-8",
        rows=7,
        offices=[here.office.pk],
    )
    ImportedRow.objects.create(
        id=words.sequence,
        run=run,
        line=3,
        name=f"{words.name}错",
        office=here.office,
        faults=[["name", f"{words.name}错", "name"]],
    )
    return run
