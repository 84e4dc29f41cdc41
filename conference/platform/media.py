"""Pictures of an object storage (bucket.py), shown under the site's own addresses.

They come through the view below, which the web server in front keeps; documents through Wagtail's view,
which asks who may read them. So the policy of public pages stays « own origin only » and no signed
address can be passed on.
"""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

# A picture that is replaced gets another name: what is kept never goes stale.
KEPT_FOR = 30 * 24 * 3600


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """``/media/images/<name>``, where no web server has the file. What is no picture is downloaded."""
    path = f"images/{name}"
    if ".." in name.split("/"):
        raise Http404
    kind, _encoding = mimetypes.guess_type(path)
    shown = kind is not None and kind.startswith("image/") and kind != "image/svg+xml"
    try:
        content = default_storage.open(path)
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        content, as_attachment=not shown, content_type=kind if shown else "application/octet-stream"
    )
    answer["Cache-Control"] = f"public, max-age={KEPT_FOR}, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'"
    return answer
