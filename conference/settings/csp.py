"""What browsers may do here: two content security policies (strict in public, Wagtail's needs in the admin).

No nonce anywhere: public pages hold no inline code at all, so that they can be cached.
"""

from csp.constants import NONE, SELF

# Powers of a machine that no page here asks for. Passkeys and the clipboard stay: the admin uses them.
PERMISSIONS_POLICY = ", ".join(
    f"{power}=()"
    for power in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation"),
        *("gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
    )
)

PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
    "frame-ancestors": [SELF],  # the admin's preview panel frames public pages
}

# Wagtail prints small inline scripts (choosers, date pickers) and one inline style.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
