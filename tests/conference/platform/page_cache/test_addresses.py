"""What in an address tells pages apart, and that nobody fills the memory with queries."""

from django.http import HttpRequest, HttpResponse

from tests.conference.platform.page_cache.application import Site

LONG = "Une page assez longue pour être comprimée. " * 20


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


def filtered(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "")
    regions = request.GET.getlist("region") if text != "tout" else []
    return HttpResponse(f"{LONG} {text} {regions}")


def test_a_parameter_that_the_page_does_not_read_gives_the_same_entry() -> None:
    site = Site(filtered)
    plain = site.get("/agenda/")
    for query in ("utm_source=lettre", "fbclid=1", "q=", "x=1&y=2"):
        got = site.get(f"/agenda/?{query}")
        assert got.body == plain.body
    assert len(site.rendered) == 2  # « q= » is not the absence of q
    assert len(site.memory._asked) == 1


def test_parameters_that_are_read_tell_pages_apart() -> None:
    site = Site(filtered)
    bodies = {
        query: site.get(f"/agenda/?{query}").body
        for query in (
            "q=a",
            "q=b",
            "q=a&region=x",
            "region=y&q=a&region=x",
            "q=a&region=x&region=y",
            "q=%C3%A9",
            "q=%E9",
        )
    }
    assert len(set(bodies.values())) == len(bodies)
    rendered = len(site.rendered)
    assert site.get("/agenda/?region=x&utm=1&q=a").body == bodies["q=a&region=x"]
    assert len(site.rendered) == rendered


def test_a_parameter_read_only_for_some_values_is_learnt_in_time() -> None:
    site = Site(filtered)
    assert site.get("/agenda/?q=tout").body == site.get("/agenda/?q=tout&region=x").body
    assert b"['x']" in site.get("/agenda/?q=a&region=x").body
    assert b"['y']" in site.get("/agenda/?q=a&region=y").body


def test_a_page_that_reads_the_whole_query_is_kept_for_each() -> None:
    site = Site(lambda request: HttpResponse(LONG + request.GET.urlencode()))
    assert site.get("/?a=1").body != site.get("/?a=2").body
    assert site.get("/?a=1").from_memory


def test_a_query_that_nobody_typed_is_not_kept() -> None:
    site = Site(page)
    site.get("/?q=" + "a" * 2000)
    assert not site.get("/?q=" + "a" * 2000).from_memory


def test_the_memory_is_bounded_and_queries_never_push_out_pages() -> None:
    site = Site(lambda request: HttpResponse(LONG + request.GET.get("q", "")), megabytes=0.04)
    site.get("/")
    for number in range(200):
        site.get(f"/agenda/?q={number}")
    assert 0 < site.memory._asked.bytes_now <= 0.04 * 1024 * 1024 // 4
    assert site.get("/").from_memory
    assert not site.get("/agenda/?q=0").from_memory
    assert site.get("/agenda/?q=199").from_memory
    for number in range(200):
        site.get(f"/page-{number}/")
    assert site.memory._pages.bytes_now <= 0.04 * 1024 * 1024 * 3 // 4
    assert not site.get("/").from_memory


def test_compressed_forms_count_too() -> None:
    site = Site(page)
    site.get()
    before = site.memory._pages.bytes_now
    size = len(site.get(accept_encoding="br").body)
    assert site.memory._pages.bytes_now == before + size
