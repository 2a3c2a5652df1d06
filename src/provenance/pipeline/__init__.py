"""The one place where the stages are wired; it contains no rules."""

from provenance.pipeline.annotating import annotate
from provenance.pipeline.bundling import BundleWanted, Exported, custody, export_bundle
from provenance.pipeline.checking import verify_target
from provenance.pipeline.cosigning import cosign_log
from provenance.pipeline.covering import coverage, prove_capture
from provenance.pipeline.dossiers import dossier
from provenance.pipeline.explain import explain
from provenance.pipeline.import_files import import_dir, import_wxr
from provenance.pipeline.imports import Wayback, import_wayback
from provenance.pipeline.keys import KeySource, import_key, new_key, open_cosigner, open_signer
from provenance.pipeline.lock_checks import CheckMeans, check_lock
from provenance.pipeline.logs import (
    LogState,
    export_log,
    log_state,
    prove_consistency,
    prove_entry,
    sign_log,
)
from provenance.pipeline.observers import compare_observers
from provenance.pipeline.pins import pin
from provenance.pipeline.queries import Proof, diff, history, list_posts, prove
from provenance.pipeline.reading_beside import useful_processes
from provenance.pipeline.revisions import revisions
from provenance.pipeline.runs import audit, snapshot
from provenance.pipeline.settings import Progress, Settings
from provenance.pipeline.stamping import Given, Stamping, stamp_log
from provenance.pipeline.stating import read_statement, signed_statement
from provenance.pipeline.succession import begin_log
from provenance.pipeline.summary import summary
from provenance.pipeline.watch import Listener, Next, WatchMeans, watch
from provenance.pipeline.witness_server import witness_server
from provenance.pipeline.witnessing import Witness, add_log
from provenance.verify import Trust

__all__ = [
    "BundleWanted",
    "CheckMeans",
    "Exported",
    "Given",
    "KeySource",
    "Listener",
    "LogState",
    "Next",
    "Progress",
    "Proof",
    "Settings",
    "Stamping",
    "Trust",
    "WatchMeans",
    "Wayback",
    "Witness",
    "add_log",
    "annotate",
    "audit",
    "begin_log",
    "check_lock",
    "compare_observers",
    "cosign_log",
    "coverage",
    "custody",
    "diff",
    "dossier",
    "explain",
    "export_bundle",
    "export_log",
    "history",
    "import_dir",
    "import_key",
    "import_wayback",
    "import_wxr",
    "list_posts",
    "log_state",
    "new_key",
    "open_cosigner",
    "open_signer",
    "pin",
    "prove",
    "prove_capture",
    "prove_consistency",
    "prove_entry",
    "read_statement",
    "revisions",
    "sign_log",
    "signed_statement",
    "snapshot",
    "stamp_log",
    "summary",
    "useful_processes",
    "verify_target",
    "watch",
    "witness_server",
]
