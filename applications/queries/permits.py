"""The permit to move in (准予迁入证明) that was issued for an application, if one stands."""

from applications.models import Application
from hukou.kernel import clock
from registry.models import DocumentKind, DocumentStatus, IssuedDocument

ENDED = (DocumentStatus.VOIDED, DocumentStatus.REPLACED)


def permit_of(application: Application) -> IssuedDocument | None:
    """Return the permit that counts: not one made void or replaced. Two statements."""
    issued = IssuedDocument.objects.filter(
        application=application.pk, kind=DocumentKind.MOVE_IN_PERMIT
    ).prefetch_related("events")
    standing = (each for each in issued if each.status_on(clock.today()) not in ENDED)
    return next(standing, None)
