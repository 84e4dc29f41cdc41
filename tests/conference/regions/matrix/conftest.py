"""The whole matrix runs where it is asked for (`-m matrix`): a part of it is enough while working."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.markexpr:
        return
    whole = [item for item in items if item.get_closest_marker("matrix")]
    if whole:
        config.hook.pytest_deselected(items=whole)
        items[:] = [item for item in items if item not in whole]
