"""Replays what evidence claims, in numbered steps; offline by construction."""

from provenance.verify.block import verify_block

__all__ = ["verify_block"]
