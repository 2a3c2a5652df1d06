"""`make lab` where no lab lies beside the project: what to do in its place, and no success."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.checkout, pytest.mark.once]


def make_lab(project: Path) -> "subprocess.CompletedProcess[str]":
    (project / "tests" / "lab").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", project)
    shutil.copy(ROOT / "tests" / "lab" / "sites.sh", project / "tests" / "lab")
    return subprocess.run(
        ["make", "-s", "lab"], cwd=project, capture_output=True, text=True, check=False
    )


def test_a_user_without_a_lab_is_told_how_to_name_a_wordpress_of_their_own(tmp_path: Path) -> None:
    done = make_lab(tmp_path / "project")

    assert done.returncode != 0
    assert done.stdout == ""
    assert (
        "PROVENANCE_TEST_WORDPRESS='http://localhost:8080,USER,APPLICATION-PASSWORD'" in done.stderr
    )
    assert "posts are made and deleted there" in done.stderr


def test_a_lab_that_lies_there_is_started_and_its_sites_are_told(tmp_path: Path) -> None:
    lab = tmp_path / "shared" / "wordpress-lab" / "wp-lab.sh"
    lab.parent.mkdir(parents=True)
    # Speaks as the lab does to whoever starts it.
    lab.write_text(
        "#!/bin/sh\n"
        'case $1 in env) printf "WP_LAB_URL=http://127.0.0.1:1\\nWP_LAB_USER=editor\\n'
        'WP_LAB_APP_PASSWORD=word\\n";; sql) echo 2000;; esac\n'
    )
    lab.chmod(0o755)
    done = make_lab(tmp_path / "project")

    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 4
    assert "export PROVENANCE_TEST_WORDPRESS=http://127.0.0.1:1\\,editor\\,word" in done.stdout
