"""What gunicorn serves."""

import gc
import os

gc.disable()  # what is loaded stays: looking through it again and again takes a quarter of the start

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from conference.platform.caching.pages import with_page_cache  # noqa: E402
from conference.platform.request_ids import with_request_ids  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings.production")
application = with_request_ids(with_page_cache(get_wsgi_application()))
list(get_resolver().url_patterns)  # every view is loaded now, and not by the first visitor
gc.freeze()
gc.enable()
