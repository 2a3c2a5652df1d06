"""The page of rules, found where the program is installed.

Owns no word of it: it lies in `docs/rules.md`, its only copy, which a wheel carries inside the
package.
"""

from pathlib import Path

from provenance.assess import parse_rules_page
from provenance.model import RulePart

_INSTALLED = Path(__file__).parents[1] / "docs" / "rules.md"
# An editable install has no copy inside the package: src/provenance/ lies beside docs/.
_PAGE = _INSTALLED if _INSTALLED.is_file() else Path(__file__).parents[3] / "docs" / "rules.md"


def explain() -> tuple[RulePart, ...]:
    """Return what `docs/rules.md` has on each rule, in its order."""
    return parse_rules_page(_PAGE.read_text(encoding="utf-8"))
