"""Bytes that are not what their format allows, whoever wrote them."""

from provenance.errors.deliberate import ProvenanceError


class MalformedError(ProvenanceError):
    """Bytes that are not what their format allows."""


class JsonSyntaxError(MalformedError):
    """Text that is not JSON.

    Attributes:
        line: Line of the first fault, from 1.
        column: Column of the first fault in characters, from 1.
    """

    def __init__(self, what: str, *, line: int, column: int, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.line = line
        self.column = column


class DuplicateKeyError(MalformedError):
    """A JSON object names one key twice, so that readers may disagree on its value."""


class NotAPostError(MalformedError):
    """JSON that is neither a post, nor a list of posts, nor a REST error."""


class FieldError(MalformedError):
    """A field that the canonical form rests on is missing or of the wrong type.

    Attributes:
        field: Dotted path of the field, as in `content.rendered`.
    """

    def __init__(self, what: str, *, field: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.field = field


class LimitError(MalformedError):
    """A text is beyond a limit of the canonical form, and was refused whole.

    Attributes:
        limit: Name of the limit, as `docs/spec/canonical-form.md` has it.
    """

    def __init__(self, what: str, *, limit: str, remedy: str = "") -> None:
        super().__init__(what, remedy=remedy)
        self.limit = limit


class NoteError(MalformedError):
    """A note, a checkpoint or a log proof is not spelled as its specification has it."""


class TokenError(MalformedError):
    """Bytes are no time stamp token, or none of the kind that is asked for here."""


class KeyMaterialError(MalformedError):
    """A key or its name is not what it must be, or may not be trusted."""


class NoArticleError(MalformedError):
    """A page has no element that is surely its article."""


class NotAnExportError(MalformedError):
    """A file is no export of a WordPress site."""


class SchemaMismatchError(MalformedError):
    """A document does not hold to its JSON Schema."""
