"""Says on what a measurement was made, without names of hosts, people or folders."""

import os
import platform
import ssl
import sysconfig
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from provenance.version import VERSION

_LIBRARIES = ("turbohtml", "rfc8785", "orjson")


def describe_machine() -> Iterator[tuple[str, str]]:
    """Yield what the figures depend on: a name and what it is here."""
    yield "processor", f"{cpu_model()}, {os.cpu_count()} seen by the system"
    yield "system", platform.system()
    yield "Python", f"{platform.python_implementation()} {platform.python_version()}, {_build()}"
    yield "SHA-256", ssl.OPENSSL_VERSION
    yield "provenance", VERSION
    for name in _LIBRARIES:
        yield name, version(name)


def cpu_model() -> str:
    """Return the processor's model as the system names it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


def load() -> str:
    """Return the load of the last minute: how many programs wanted a processor."""
    return f"{os.getloadavg()[0]:.1f}"


def _build() -> str:
    """Say how this Python was configured: byte code is up to a third faster where it was tuned."""
    told = sysconfig.get_config_var("CONFIG_ARGS") or ""
    tuned = [flag for flag in ("--enable-optimizations", "--with-lto") if flag in told]
    return f"configured with {' '.join(tuned) or 'neither --enable-optimizations nor --with-lto'}"
