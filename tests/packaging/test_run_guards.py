"""The guards that every test run stands under."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import OutsideNetworkError

ROOT = Path(__file__).parents[2]

SKIPPED = "import pytest\n\n\ndef test_one():\n    pytest.skip('not here')\n"
EXPECTED_TO_FAIL = "import pytest\n\n\n@pytest.mark.xfail\ndef test_one():\n    assert False\n"
RUN = "def test_one():\n    pass\n"


def run_pytest(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command += ["-c", str(folder / "pytest.ini"), *options, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("test", [SKIPPED, EXPECTED_TO_FAIL], ids=["skipped", "xfailed"])
def test_a_test_that_did_not_run_fails_the_run_where_none_may_be_left_out(
    tmp_path: Path, test: str
) -> None:
    done = run_pytest(tmp_path, test, "--no-skips")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    assert "test_it.py::test_one" in done.stdout


def test_a_skipped_test_is_fine_elsewhere(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, SKIPPED).returncode == pytest.ExitCode.OK


def test_no_skips_lets_a_whole_run_pass(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, RUN, "--no-skips").returncode == pytest.ExitCode.OK


def test_a_module_that_is_skipped_whole_fails_the_run_too(tmp_path: Path) -> None:
    test = f"import pytest\n\npytest.skip('gone', allow_module_level=True)\n\n\n{RUN}"
    done = run_pytest(tmp_path, test, "--no-skips")
    assert done.returncode != pytest.ExitCode.OK


@pytest.mark.parametrize("host", ["192.0.2.1", "10.0.0.1"])
def test_no_test_reaches_an_outside_address(host: str) -> None:
    with socket.socket() as connection, pytest.raises(OutsideNetworkError, match="only loopback"):
        connection.connect((host, 80))


def test_loopback_is_open_to_tests() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
