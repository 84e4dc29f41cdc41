"""What the settings add to the address of the database."""

import json
import subprocess
import sys

import pytest

READ = (
    "import json; from django.conf import settings;"
    "print(json.dumps(settings.DATABASES['default'].get('DISABLE_SERVER_SIDE_CURSORS')))"
)


@pytest.mark.parametrize(
    ("given", "expected"), [({}, False), ({"DISABLE_SERVER_SIDE_CURSORS": "true"}, True)]
)
def test_cursors_on_the_server_are_left_out_behind_a_pooler_in_transaction_mode(
    process_environment: dict[str, str], given: dict[str, str], expected: bool
) -> None:
    address = {"DATABASE_URL": "postgres://nobody@localhost/none", "DJANGO_SETTINGS_MODULE": SETTINGS}
    environment = {**process_environment, **address, **given}
    read = subprocess.run([sys.executable, "-c", READ], env=environment, capture_output=True, text=True)
    assert json.loads(read.stdout) is expected, read.stderr


SETTINGS = "conference.settings.base"
