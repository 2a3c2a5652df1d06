"""What each command does, in a line: so that a list of commands loads none of them.

A test holds every line to its command; a command without a line here is loaded for its own.
"""

from typing import Final

SHORT_HELPS: Final = {
    "audit": "Capture or read articles, compare, and report what changed.",
    "snapshot": "Capture or read articles and record them, without judging.",
    "watch": "Capture articles again and again, and report what changes.",
    "import": "Record copies from web archives, folders and exports.",
    "list": "Show the posts in the archive.",
    "history": "Show one post's captures, versions and edits.",
    "coverage": "Show when a post was asked for, what came, and which log entries show it.",
    "diff": "Show what changed between two captures.",
    "revisions": "Show a post's stored revisions, as its site lists them.",
    "summary": "Count posts, captures and edits by site, category and month.",
    "report": "Write what the archive shows as one page that checks itself.",
    "pin": "Write down in a lock file what articles say now.",
    "check": "Hold pinned articles against what is served now.",
    "compare-observers": "Say where two observers' archives show the same.",
    "prove": "Prove one block of a post, and withhold the others.",
    "verify": "Check a bundle, a proof, a published log or an archive, step by step, offline.",
    "export": "Write the evidence on a post to a file that others can check (WACZ).",
    "custody": "Show what was exported from the archive, by whom, and when.",
    "explain": "Say what a rule sees, what else fits, and what would settle it.",
    "annotate": "Put on record what a reviewer, or the publisher, says of a finding.",
    "config": "Show each setting, and where it came from.",
    "key": "Make, import or show the key that signs an archive's log.",
    "log": "Sign, show, prove or publish an archive's log.",
    "timestamp": "Have time stamp authorities say that the log existed.",
    "witness": "Cosign the checkpoints of others' logs.",
    "completion": "Print what completes this command in a shell.",
}
