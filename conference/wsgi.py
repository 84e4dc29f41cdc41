"""What gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from conference.core.page_cache import with_page_cache
from conference.core.request_ids import with_request_ids

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings.production")
application = with_request_ids(with_page_cache(get_wsgi_application()))
