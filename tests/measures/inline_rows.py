"""What an inline panel of an admin form sends."""


def rows(prefix: str, *values: dict) -> dict:
    """The fields of these rows; those with an ``id`` exist already."""
    existing = sum("id" in row for row in values)
    data = {
        f"{prefix}-TOTAL_FORMS": len(values),
        f"{prefix}-INITIAL_FORMS": existing,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for index, row in enumerate(values):
        data |= {f"{prefix}-{index}-ORDER": index + 1, f"{prefix}-{index}-DELETE": ""}
        data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data
