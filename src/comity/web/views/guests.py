"""The guest mailbox: opened and closed by the office, entered by another authority with two factors."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from comity.casework.guests.models import GuestMailbox
from comity.casework.guests.services import (
    NoMailboxError,
    guest_download,
    guest_upload,
    mailbox_by,
    mailbox_close,
    mailbox_enter,
    mailbox_open,
)
from comity.common.errors import BadInputError, ComityError
from comity.web.asking import Asking, complaint, found, page
from comity.web.labels import say
from comity.web.uploads import arrived_file
from comity.web.views.exchange import communication_of, show_communication

IN_SESSION, SINCE = "guest", "guest_since"
_HOUR = 3600


@require_POST
@page
def mailbox_new(asking: Asking, pk: int) -> HttpResponse:
    """Open a mailbox for a communication that goes on paper, and show its link and its code once."""
    communication = communication_of(asking, pk)
    try:
        opened = mailbox_open(
            communication=communication,
            recipient=asking.text("recipient"),
            channel=asking.text("channel"),
            days=asking.number("days"),
            actor=asking.user,
            who=asking.who,
        )
    except ComityError as error:
        return show_communication(asking, communication, complaint(error))
    link = asking.http.build_absolute_uri(f"/guest/{opened.token}")
    context = {"communication": communication, "opened": opened, "link": link}
    return render(asking.http, "guest-opened.html", context)


@require_POST
@page
def mailbox_end(asking: Asking, pk: int) -> HttpResponse:
    """Close a mailbox."""
    mailbox: GuestMailbox = found(GuestMailbox.objects.filter(pk=pk).first())
    communication = communication_of(asking, mailbox.communication_id)
    try:
        mailbox_close(mailbox=mailbox, actor=asking.user, who=asking.who)
        messages.success(asking.http, say("The mailbox is closed."))
    except BadInputError as error:
        return show_communication(asking, communication, complaint(error))
    return redirect("communication", communication.pk)


def _mailbox(request: HttpRequest, token: str) -> tuple[GuestMailbox, bool]:
    """The mailbox of a link, and whether this browser has shown the code within the hour."""
    try:
        mailbox = mailbox_by(token)
    except NoMailboxError:
        raise Http404 from None
    since = request.session.get(SINCE, 0)
    fresh = isinstance(since, int | float) and 0 <= timezone.now().timestamp() - since < _HOUR
    return mailbox, fresh and request.session.get(IN_SESSION) == mailbox.pk


@require_http_methods(["GET", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a guest: the code first, then what was sent, and a form for the answer."""
    mailbox, inside = _mailbox(request, token)
    errors: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            if not inside:
                mailbox_enter(token=token, code=str(request.POST.get("code", ""))[:100])
                request.session.cycle_key()
                request.session[IN_SESSION], request.session[SINCE] = mailbox.pk, timezone.now().timestamp()
                return redirect("guest", token)
            coming, name = arrived_file(request.FILES) or (None, "")
            guest_upload(mailbox=mailbox, coming=coming, name=name, text=str(request.POST.get("text", "")))
            messages.success(request, say("Your file has arrived. Its digest stands below; compare it with yours."))
            return redirect("guest", token)
        except NoMailboxError:
            raise Http404 from None
        except BadInputError as error:
            errors = complaint(error)
    context = {"mailbox": mailbox if inside else None, "token": token, "inside": inside, "errors": errors}
    response = render(request, "guest.html", context, status=422 if errors else 200)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_GET
def guest_file(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Give a guest a file that was printed for them."""
    mailbox, inside = _mailbox(request, token)
    if not inside:
        return redirect("guest", token)
    try:
        paper = guest_download(mailbox=mailbox, number=number)
    except NoMailboxError:
        raise Http404 from None
    response = HttpResponse(bytes(paper.content), content_type=paper.media_type)
    response["Content-Disposition"] = f'attachment; filename="{paper.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response
