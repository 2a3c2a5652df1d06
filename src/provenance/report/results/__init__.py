"""Results for other programs, a row an article; a format is one module with `render`."""

from provenance.report.results.rows import ArticleRow, Results, RowState, of_audit, of_check

__all__ = ["ArticleRow", "Results", "RowState", "of_audit", "of_check"]
