"""Places in the tree of pages for thousands of children (treebeard's materialised paths)."""

from dataclasses import dataclass, field

from .store import Row, Store

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEP = 4  # signs of a path a level


@dataclass
class Container:
    """A page that holds others: a region's agenda, the national one, their like for alliances."""

    page: Row
    region_id: str | None
    region_name: str
    children: int = field(default=0)  # the number of the last one

    def below(self, slug: str, *, key: int) -> Row:
        """What the row of a new page below this one says of its place."""
        self.children += 1
        return {
            "id": key,
            "path": self.page["path"] + base_36(self.children),
            "depth": int(self.page["depth"]) + 1,
            "numchild": 0,
            "slug": slug,
            "url_path": f"{self.page['url_path']}{slug}/",
        }

    def count_children(self, store: Store) -> None:
        store.connection.execute(
            "UPDATE wagtailcore_page SET numchild = (SELECT count(*) FROM wagtailcore_page AS child"
            " WHERE child.path LIKE %s AND child.depth = %s) WHERE id = %s",
            [f"{self.page['path']}%", int(self.page["depth"]) + 1, self.page["id"]],
        )


def containers(store: Store, *, holds: str) -> list[Container]:
    """The pages that hold ``events`` or ``alliances``: the regions' in their order, then the national one."""
    model = {"events": "regionalagendapage", "alliances": "regionalalliancespage"}[holds]
    national = {"events": "agendapage", "alliances": "allianceindexpage"}[holds]
    names = {row["slug"]: row for row in store.rows("regions_region")}
    found = []
    for kind in (model, national):
        where = "content_type_id = (SELECT id FROM django_content_type WHERE model = %s) AND depth > 2"
        for page in store.rows("wagtailcore_page", where, kind):
            region = names.get(page["url_path"].strip("/").split("/")[2]) if kind == model else None
            last = store.value(
                "SELECT max(path) FROM wagtailcore_page WHERE path LIKE %s AND depth = %s",
                f"{page['path']}%",
                int(page["depth"]) + 1,
            )
            found.append(
                Container(
                    page=page,
                    region_id=region["id"] if region else None,
                    region_name=region["name"] if region else "",
                    children=int(last[-STEP:], 36) if last else 0,
                )
            )
    return found


def base_36(number: int) -> str:
    """Four signs, as treebeard counts children."""
    said = ""
    for _place in range(STEP):
        number, rest = divmod(number, len(SIGNS))
        said = SIGNS[rest] + said
    return said
