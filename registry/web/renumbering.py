"""Plates renumbered at the counter (门牌变更): listed, previewed, carried out, and undone."""

from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.kernel.spreadsheets import BOM
from hukou.web.downloads import CSV, attached
from registry.actions import (
    Renumbering,
    RenumberingPreview,
    note_disclosure,
    rehearse_renumbering,
    renumber_addresses,
    undo_renumbering,
)
from registry.models import AddressBatch, Division
from registry.queries import (
    address_batches,
    areas_of,
    division_on,
    lies_in,
    people_in,
    plates_of,
    refuse_outside,
)
from registry.web.access import OFFICERS, DeskRequest, desk_page
from registry.web.address_csv import decoded, read_renumberings, write_addresses
from registry.web.divisions import places_for
from registry.web.place_forms import AddressListForm, RenumberingForm, UndoForm

SHOWN: Final = 100
BATCHES: Final = 20


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def renumberings(request: DeskRequest) -> HttpResponse:
    """Preview a batch, then carry it out; below stand the batches of this area."""
    listing = AddressListForm(request.GET)
    form = RenumberingForm(
        request.POST or None,
        request.FILES or None,
        initial={"on": clock.today(), "rows": _listed(request, listing)},
    )
    preview: RenumberingPreview | None = None
    if request.method == "POST" and form.is_valid():
        preview = form.attempt(partial(_previewed, request, form))
        saves = preview is not None and "save" in request.POST
        batch = form.attempt(partial(_carried_out, request, form)) if saves else None
        if batch is not None:
            messages.success(request, gettext("门牌变更已登记，各户住址已变更。"))
            return redirect("renumbering", batch.pk)
    typed = request.GET.get("destination.search", "")
    context = {
        "form": form,
        "listing": listing,
        "preview": preview,
        "addresses": preview.addresses[:SHOWN] if preview else [],
        "households": preview.households[:SHOWN] if preview else [],
        "batches": address_batches(areas_of(request.scope))[:BATCHES],
        "typed": typed,
        "chosen": request.GET.get("destination.division", ""),
        "divisions": places_for(request, typed),
        "export": request.GET.urlencode(),
    }
    return render(request, "registry/renumberings.html", context, status=form.status)


@never_cache
@require_safe
@desk_page(OFFICERS)
def address_export(request: DeskRequest) -> HttpResponse:
    """Give the addresses of a village or street as CSV, to be edited and handed in again."""
    content = BOM + _listed(request, AddressListForm(request.GET))
    return attached(content, name="addresses.csv", media_type=CSV)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def renumbering(request: DeskRequest, batch_id: int) -> HttpResponse:
    """Show a batch with its addresses; undo it."""
    batch = address_batches(areas_of(request.scope)).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound
    form = UndoForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        undoing = form.attempt(partial(_undone, request, batch, form))
        if undoing is not None:
            messages.success(request, gettext("批次已撤销，各户恢复原住址。"))
            return redirect("renumbering", undoing.pk)
    context = {
        "batch": batch,
        "addresses": batch.addresses.select_related("former", "following").order_by("pk")[:SHOWN],
        "count": batch.addresses.count(),
        "undone": AddressBatch.objects.filter(undoes=batch).first(),
        "form": form,
    }
    return render(request, "registry/renumbering.html", context, status=form.status)


def _listed(request: DeskRequest, form: AddressListForm) -> str:
    """Return the addresses asked for as CSV; nothing where no village of ours was chosen."""
    division = _chosen(request, form)
    if division is None:
        return ""
    told = form.cleaned_data
    found = plates_of(division, street=told["street"], on=clock.today())
    return write_addresses(found, to_street=told["to"])


def _chosen(request: DeskRequest, form: AddressListForm) -> Division | None:
    code = form.cleaned_data["division"] if form.is_valid() else ""
    if not code or not lies_in(code, areas_of(request.scope)):
        return None
    return division_on(code, on=clock.today())


def _rows(form: RenumberingForm) -> list[Renumbering]:
    """Read the rows, those of a file before those in the box; the box then shows what was read."""
    told = form.cleaned_data
    text = decoded(told["file"].read()) if told["file"] else told["rows"]
    if not text.strip():
        raise InvalidInput("请粘贴或上传门牌变更明细。", field="rows")
    if told["file"]:
        told["file"], told["rows"] = None, text
        form.data = {**dict(form.data.items()), "rows": text}
    return read_renumberings(text)


def _previewed(request: DeskRequest, form: RenumberingForm) -> RenumberingPreview:
    preview = rehearse_renumbering(_rows(form), on=form.cleaned_data["on"])
    refuse_outside(preview.lines, preview.offices, scope=request.scope)
    _note(request, preview)
    return preview


def _note(request: DeskRequest, preview: RenumberingPreview) -> None:
    """Note that the households' numbers and addresses were shown, of whoever lives in them."""
    shown = [each.household_id for each in preview.households[:SHOWN]]
    if shown:
        note_disclosure(
            scope=request.scope,
            kind="renumbering",
            people=people_in(shown, on=clock.today()),
            fields=["household_number", "address"],
            purpose="counter page",
        )


def _carried_out(request: DeskRequest, form: RenumberingForm) -> AddressBatch:
    told: dict[str, Any] = form.cleaned_data
    basis = {"document": told["document"], "clause": ""}
    return renumber_addresses(_rows(form), on=told["on"], by=request.user, basis=basis)


def _undone(request: DeskRequest, batch: AddressBatch, form: UndoForm) -> AddressBatch:
    told = form.cleaned_data
    basis = {"document": told["document"], "clause": ""}
    return undo_renumbering(batch, on=told["on"], by=request.user, basis=basis)
