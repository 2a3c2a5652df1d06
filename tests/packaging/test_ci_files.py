"""The files that GitHub reads, held against its published schemas and by an auditor of such files.

Both are other people's programs, and neither asks the network.
"""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
WORKFLOW = ROOT / ".github" / "workflows" / "checks.yml"
ACTION = ROOT / "action.yml"
SCHEMAS = {WORKFLOW: "vendor.github-workflows", ACTION: "vendor.github-actions"}

pytestmark = [pytest.mark.checkout, pytest.mark.once]


def validated(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    """Hold files against a schema that the validator brings along (SchemaStore's)."""
    return _run("check-jsonschema", "--builtin-schema", schema, *files)


def audited(*files: Path) -> subprocess.CompletedProcess[str]:
    """Look for what lets others into a workflow or an action."""
    options = ("--offline", "--no-progress", "--quiet", "--no-config", "--persona", "pedantic")
    return _run("zizmor", *options, *files)


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_it_is_what_its_published_schema_asks_for(file: Path) -> None:
    done = validated(SCHEMAS[file], file)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (WORKFLOW, "    runs-on:", "    run-on:", "run-on"),
        (WORKFLOW, "timeout-minutes: 60", "timeout-minutes: an hour", "an hour"),
        (ACTION, "  using: composite", "  using: compose", "compose"),
        (ACTION, "      shell: bash\n      run: python", "      run: python", "shell"),
    ],
)
def test_a_word_that_github_does_not_know_is_found(
    tmp_path: Path, file: Path, old: str, new: str, said: str
) -> None:
    done = validated(SCHEMAS[file], altered(file, tmp_path, old, new))
    assert done.returncode == 1
    assert said in done.stdout


def test_an_auditor_finds_no_way_in() -> None:
    done = audited(WORKFLOW, ACTION)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (WORKFLOW, "  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        (WORKFLOW, "permissions:\n  contents: read", "permissions: write-all", "permissions"),
        (WORKFLOW, "run: .ci/run", 'run: .ci/run "${{ github.head_ref }}"', "template-injection"),
        (ACTION, '--lock "$LOCK"', "--lock ${{ inputs.lock }}", "template-injection"),
    ],
)
def test_a_way_in_is_found(tmp_path: Path, file: Path, old: str, new: str, said: str) -> None:
    done = audited(altered(file, tmp_path, old, new))
    assert done.returncode > 1
    assert said in done.stdout


def altered(file: Path, folder: Path, old: str, new: str) -> Path:
    """Return a copy of a file with one thing in it that is not as it should be."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    copy = folder / file.relative_to(ROOT)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def _run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [str(BIN / program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)
