"""The one-visit promise measured (A06): who came how often, and what was our own fault."""

from datetime import datetime, timedelta
from typing import Final

from applications.actions import (
    Upload,
    accept,
    approve,
    ask_for_supplement,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    file,
    submit,
)
from applications.models import Application
from applications.queries.one_stop import moved_away
from applications.queries.visits import FileVisits, ItemVisits, broken_promises, visits_by_item
from hukou.kernel import clock
from registry.models import Account, PostingRole
from registry.queries import scope_of
from tests.factories import OfficeFactory
from tests.filing import Counter, Five, answer_all, posted, settlement

PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 paper")
NOW: Final = clock.now().replace(hour=10)
DAY: Final = timedelta(days=1)


def finish(application: Application, here: Counter) -> None:
    """Bring what was accepted to its end, at once."""
    answer_all(application)
    assess_if_ready(application.pk)
    approve(application.pk, by=here.chief)
    carry_out(application.pk, by=here.officer)


def measured(by: Account, *, since: datetime = NOW - 9 * DAY) -> list[ItemVisits]:
    scope = scope_of(by, on=clock.today())
    return visits_by_item(scope, since=since, until=NOW + 9 * DAY)


def the_file(here: Counter) -> FileVisits | None:
    [item] = measured(here.officer)
    return item.broken[0] if item.broken else None


def test_who_hands_everything_in_at_once_came_once(here: Counter, five: Five) -> None:
    handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
    attach(handed_in.pk, PDF, kind="title_deed", by=here.auxiliary)
    finish(accept(handed_in.pk, by=here.officer), here)

    [item] = measured(here.officer)

    assert (item.files, item.visits, item.kept, item.late) == (1, 1, 1, 0)
    assert (item.mean, item.share, item.at_once) == (1.0, 100.0, 1)
    assert broken_promises([item]) == []


def test_who_comes_again_with_what_was_asked_for_came_twice(here: Counter, five: Five) -> None:
    with clock.frozen(NOW - 3 * DAY):
        handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
        ask_for_supplement(handed_in.pk, by=here.officer, needed=["结婚证"])
    with clock.frozen(NOW - 2 * DAY):
        attach(handed_in.pk, PDF, kind="marriage_certificate", by=here.auxiliary)
        submit(handed_in.pk, by=here.auxiliary)
        accept(handed_in.pk, by=here.officer)
    with clock.frozen(NOW):
        finish(handed_in, here)

    [item] = measured(here.officer)

    assert (item.visits, item.kept, item.late, item.at_once) == (2, 0, 0, 0)
    [broken] = broken_promises([item])
    assert broken.days == tuple((NOW - ago * DAY).date() for ago in (3, 2))


def test_what_was_not_on_the_first_list_counts_against_us(here: Counter, five: Five) -> None:
    """Even where all of it is brought on one day."""
    with clock.frozen(NOW):
        handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
        ask_for_supplement(handed_in.pk, by=here.officer, needed=["结婚证"])
        submit(handed_in.pk, by=here.auxiliary)
        ask_for_supplement(handed_in.pk, by=here.officer, needed=["房产证", "租赁合同"])
        submit(handed_in.pk, by=here.auxiliary)
        finish(accept(handed_in.pk, by=here.officer), here)

    [item] = measured(here.officer)

    assert (item.visits, item.late, item.told_late, item.kept) == (1, 2, 1, 0)
    assert broken_promises([item])[0].late == 2


def test_what_the_office_writes_itself_is_no_visit(here: Counter, five: Five) -> None:
    with clock.frozen(NOW - DAY):
        handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
        accept(handed_in.pk, by=here.officer)
    with clock.frozen(NOW):
        attach(handed_in.pk, PDF, kind="investigation_report", by=here.officer)
        finish(handed_in, here)
    assert measured(here.officer)[0].visits == 1


def test_what_comes_in_over_the_network_is_no_visit(here: Counter, five: Five) -> None:
    online = file(settlement(five), by=None, client="one-window")
    finish(accept(online.pk, by=here.officer), here)
    [item] = measured(here.officer)
    assert (item.visits, item.online, item.kept) == (0, 1, 1)


def test_what_was_received_elsewhere_is_counted_as_near(here: Counter, five: Five) -> None:
    """A07: they need not travel to the home office."""
    there = posted(OfficeFactory.create(), PostingRole.OFFICER)
    received = submit(draft(settlement(five), by=there).pk, by=there)
    finish(accept(received.pk, by=here.officer), here)
    [item] = measured(here.officer)
    assert (item.elsewhere, item.kept) == (1, 1)


def test_only_what_ended_in_the_time_and_in_the_scope_is_counted(here: Counter, five: Five) -> None:
    handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
    assert measured(here.officer) == []
    finish(accept(handed_in.pk, by=here.officer), here)

    assert len(measured(here.approver)) == 1
    assert measured(posted(OfficeFactory.create(), PostingRole.CHIEF)) == []
    assert measured(here.officer, since=NOW + 2 * DAY) == []


def test_a_move_is_finished_at_one_counter_and_the_office_they_left_is_told(
    here: Counter, five: Five
) -> None:
    """A08: both legs at the counter they come to, in one visit."""
    handed_in = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
    finish(accept(handed_in.pk, by=here.officer), here)
    left = posted(five.home.office, PostingRole.OFFICER)

    told = moved_away(scope_of(left, on=clock.today()), since=NOW - 2 * DAY, until=NOW + 2 * DAY)

    assert measured(here.officer)[0].visits == 1
    assert {(each.household, each.people) for each in told} == {
        (five.home.pk, 4),
        (five.mothers_home.pk, 1),
    }
    assert {each.destination for each in told} == {here.office.name}
    ours = scope_of(here.officer, on=clock.today())
    assert moved_away(ours, since=NOW - 2 * DAY, until=NOW + 2 * DAY) == []
