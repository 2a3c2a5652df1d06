"""Tests; every folder below is a namespace of this package."""
