"""`/sante/metriques`: for the machine that watches, not for visitors."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from conference.platform.metrics import background  # noqa: F401  (registers its gauges)
from conference.platform.metrics.gauges import GaugeCollector
from conference.platform.metrics.processes import counted
from conference.platform.visitor_address import client_address


def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics in Prometheus's own form; 404 for an address that METRICS_ALLOWED does not hold."""
    if not is_inside(client_address(request)):
        return HttpResponseNotFound()
    read_now = CollectorRegistry(auto_describe=False)
    read_now.register(GaugeCollector(now=timezone.now()))
    body = generate_latest(counted()) + generate_latest(read_now)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def is_inside(address: str) -> bool:
    """Whether the address is in one of the networks that may read; an unknown one is not."""
    if not address:
        return False
    found = ipaddress.ip_address(address)
    return any(found in ipaddress.ip_network(network) for network in settings.METRICS_ALLOWED)
