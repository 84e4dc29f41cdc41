"""The picture that a telephone reads to learn the codes."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET = 4  # the white margin that readers need, in modules (ISO/IEC 18004, 5.3.8)


def code_to_scan(text: str) -> SafeString:
    """A QR code as SVG that stands in the page: no image address, no style, no colour of its own."""
    drawing = qrcode.QRCode(border=QUIET)
    drawing.add_data(text)
    rows = drawing.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    size = len(rows)
    return format_html(
        '<svg class="scan-code__picture" viewBox="0 0 {} {}" aria-hidden="true" shape-rendering="crispEdges">'
        '<path d="{}"/></svg>',
        size,
        size,
        path,
    )
