"""What holds for every test: no network beyond loopback, no settings of the user's own."""

import ipaddress
import os
import signal
import sys

import pytest
from hypothesis import settings

# A slow machine must not fail a property; a failure must come again the same way in CI.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))


class OutsideNetworkError(AssertionError):
    """A test tried to connect to an address that is not this machine's."""


def _refuse_outside(event: str, arguments: tuple[object, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple):  # a Unix socket
        return
    host = str(address[0])
    try:
        inside = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        inside = host == "localhost"
    if not inside:
        message = f"a test connected to {host}; only loopback is allowed"
        raise OutsideNetworkError(message)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips",
        action="store_true",
        help="fail the run when any test was skipped or expected to fail (CI)",
    )


def pytest_configure() -> None:
    sys.addaudithook(_refuse_outside)
    # A shell starts what it puts into the background with Ctrl-C ignored, and tests press it.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if not session.config.getoption("--no-skips"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is not None
    left_out = [
        report for kind in ("skipped", "xfailed") for report in reporter.stats.get(kind, [])
    ]
    if left_out and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    for report in left_out:
        reporter.write_line(f"not run, and --no-skips was given: {report.nodeid}", red=True)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the user's environment says to the program or to its libraries."""
    for name in list(os.environ):
        is_setting = name.startswith("PROVENANCE_") and not name.startswith("PROVENANCE_TEST_")
        is_look = name in {"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"}
        if is_setting or is_look or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
