"""The two content security policies: strict for visitors, Wagtail's needs for the admin.

No nonce anywhere: public pages hold no inline code at all, so that they can be cached.
"""

from csp.constants import NONE, SELF

PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
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
