"""nginx in front of a site of a few lines."""

from collections.abc import Iterator
from threading import Thread

import pytest

from tests.nginx_server import SOCKET, Front, laid_out, nginx

from .site_behind import Server, Site


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    place = laid_out(tmp_path_factory.mktemp("n"))
    files = {
        "static/css/main.0123456789ab.css": b"a{}" * 300,
        "static/css/main.0123456789ab.css.gz": b"compressed",
        "static/plain.css": b"a{}",
        "media/images/a.png": b"\x89PNG",
        "media/images/a.html": b"<script>",
        "media/documents/liste.pdf": b"%PDF",
        "media/original_images/a.png": b"original",
    }
    for name, content in files.items():
        path = place["/var/lib/conference"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    with Server(str(place[SOCKET]), Site) as site_server:
        Thread(target=site_server.serve_forever, daemon=True).start()
        with nginx(place) as front:
            yield front
        site_server.shutdown()
