"""Benchmarks, the corpus that they run on, and the guard over their ratios."""
