"""The only code that talks to a network or reads an answer from disk."""

from provenance.capture.again import Served, ask_again
from provenance.capture.answer import Answer, PostSlice, split_answer
from provenance.capture.article_page import is_page_of, url_of_page
from provenance.capture.asking import HTML, Asker
from provenance.capture.copies import Bounds
from provenance.capture.copy_lists import Service
from provenance.capture.credentials import Credentials, Origin, origin_of
from provenance.capture.expanding import expand
from provenance.capture.fetch import Fetched, fetch
from provenance.capture.files import read_file, read_page_file
from provenance.capture.folder import PAGES, list_answers, time_of_name
from provenance.capture.freshness import freshness
from provenance.capture.front import front_page_root, open_page, say_one_page
from provenance.capture.lifeline import hold, lifeline
from provenance.capture.listing import IsKnown
from provenance.capture.live import capture_post
from provenance.capture.manners import Manners
from provenance.capture.members import time_of
from provenance.capture.neighbours import ask_neighbours
from provenance.capture.options import MAX_BODY_BYTES, Options
from provenance.capture.pages import PostList
from provenance.capture.recent import Recently, list_recent
from provenance.capture.rest import ANONYMOUS, language_of, same_site
from provenance.capture.session import Session, open_session
from provenance.capture.signed_in import SignedIn
from provenance.capture.site import ALL_TYPES, Plan, Wanted, sweep_site
from provenance.capture.stopping import Stop
from provenance.capture.submit import submit
from provenance.capture.target import TargetKind, classify
from provenance.capture.wayback import Backfill
from provenance.capture.wxr import (
    Item,
    Piece,
    cut_export,
    describe_item,
    read_head,
    reading_of_item,
)

__all__ = [
    "ALL_TYPES",
    "ANONYMOUS",
    "HTML",
    "MAX_BODY_BYTES",
    "PAGES",
    "Answer",
    "Asker",
    "Backfill",
    "Bounds",
    "Credentials",
    "Fetched",
    "IsKnown",
    "Item",
    "Manners",
    "Options",
    "Origin",
    "Piece",
    "Plan",
    "PostList",
    "PostSlice",
    "Recently",
    "Served",
    "Service",
    "Session",
    "SignedIn",
    "Stop",
    "TargetKind",
    "Wanted",
    "ask_again",
    "ask_neighbours",
    "capture_post",
    "classify",
    "cut_export",
    "describe_item",
    "expand",
    "fetch",
    "freshness",
    "front_page_root",
    "hold",
    "is_page_of",
    "language_of",
    "lifeline",
    "list_answers",
    "list_recent",
    "open_page",
    "open_session",
    "origin_of",
    "read_file",
    "read_head",
    "read_page_file",
    "reading_of_item",
    "same_site",
    "say_one_page",
    "split_answer",
    "submit",
    "sweep_site",
    "time_of",
    "time_of_name",
    "url_of_page",
]
