"""Giving a notice out (送达文书): frozen at the first print, and the same ever after."""

from uuid import UUID

from django.db import transaction

from applications.models import Application
from applications.queries.authority import require_post
from applications.queries.case import case_file
from applications.queries.deciders import require_impartial
from applications.queries.notices import notice_of, standing_notice
from hukou.kernel import clock
from registry.actions import issue_document
from registry.models import OFFICERS, Account, DocumentKind, IssuedDocument
from registry.queries import scope_of


@transaction.atomic(durable=True)
def issue_notice(application_id: UUID, kind: DocumentKind, *, by: Account) -> IssuedDocument:
    """Issue the notice of an application's last step of its kind, or return the one issued.

    It is written out with the template and the data of the day, numbered and frozen; whoever asks
    again is given the same paper. The holder's reading is logged by the register.

    Raises:
        NotFound: no such file here, or it has not come to this step.
        MayNotHandle: not an officer of the office that handles it.
        DecidesOwnCase: a party, or their kin.
        CharactersNotPrintable: no font has a character of it.
    """
    today = clock.today()
    application = Application.objects.lock(application_id)
    require_post(by, application, roles=OFFICERS, on=today)
    require_impartial(application, by)
    file = case_file(application_id, scope=scope_of(by, on=today), on=today)
    standing = standing_notice(file, kind)
    if standing is not None:
        return standing
    return issue_document(
        notice_of(file, kind), office=application.office, by=by, application=application.pk
    )
