"""Seeded pairs of an article and what became of it, as rendered content in WordPress's markup.

Words are drawn as a language draws them, few often and many seldom, so that texts with nothing to
do with each other share their little words. Owns what was done to each article, and no
timing. The same seed gives the same articles on every machine.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from benchmarks.corpus import SEED, SITE

_ONSETS: Final = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_NUCLEI: Final = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_VOCABULARY: Final = 6_000
_SYLLABLES: Final = (1, 1, 2, 2, 2, 3, 3, 4)
# What was done to the articles that diffs are timed on.
TIMED: Final = (
    "one word of 1,000",
    "30 % of 1,000 words rewritten",
    "a paragraph of 1,000 words moved",
    "200 KB, all rewritten",
    "20,000 words, 60 changed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, heading, item or quotation.

    Attributes:
        markup: Its markup, with `{}` for the sentences.
        sentences: Each with its own marks.
    """

    markup: str
    sentences: tuple[str, ...]


Article = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """An article before and after somebody edited it.

    Attributes:
        name: What was done.
        before: Rendered content.
        after: Rendered content.
    """

    name: str
    before: str
    after: str


def timed_cases() -> tuple[Edited, ...]:
    """Return the articles that diffs are timed on."""
    writer = Writer(SEED)
    short, long, huge = writer.article(1_000), writer.article(20_000), writer.article(33_000)
    words = long
    for _ in range(60):
        words = writer.replace_word(words)
    pairs = (
        (short, writer.replace_word(short)),
        (short, writer.rewrite(short, 0.3)),
        (short, writer.move(short)),
        (huge, writer.article(33_000)),
        (long, words),
    )
    return tuple(_edited(name, *pair) for name, pair in zip(TIMED, pairs, strict=True))


def read_cases(count: int = 40) -> tuple[Edited, ...]:
    """Return small articles with one change each, to count what a reader is shown of it."""
    writer = Writer(SEED + 1)
    ways: dict[str, Callable[[Article], Article]] = {
        "a word": writer.replace_word,
        "a figure": writer.replace_figure,
        "a sentence rewritten": writer.rewrite_sentence,
        "a sentence more": writer.add_sentence,
        "a sentence less": writer.drop_sentence,
        "a paragraph moved": writer.move,
    }
    cases = []
    for name, way in ways.items():
        for _ in range(count):
            article = writer.article(400)
            cases.append(_edited(name, article, way(article)))
    return tuple(cases)


def _edited(name: str, before: Article, after: Article) -> Edited:
    return Edited(name=name, before=render(before), after=render(after))


def render(article: Article) -> str:
    """Return an article's rendered content."""
    return "\n\n\n".join(
        paragraph.markup.format(" ".join(paragraph.sentences)) for paragraph in article
    )


class Writer:
    """Writes articles and edits them."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        words: dict[str, None] = {}
        while len(words) < _VOCABULARY:
            size = self._random.choice(_SYLLABLES)
            pick = self._random.choice
            words["".join(pick(_ONSETS) + pick(_NUCLEI) for _ in range(size))] = None
        self._words = sorted(words, key=len)
        self._weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))

    def article(self, words: int) -> Article:
        """Return an article of about so many words."""
        written = 0
        paragraphs: list[Paragraph] = []
        while written < words:
            paragraph = self._paragraph()
            written += sum(len(sentence.split()) for sentence in paragraph.sentences)
            paragraphs.append(paragraph)
        return tuple(paragraphs)

    def replace_word(self, article: Article) -> Article:
        """Return the article with one plain word replaced by a new one."""
        return self._in_words(article, str.isalpha, lambda word: word + "zy")

    def replace_figure(self, article: Article) -> Article:
        """Return the article with another figure in one sentence."""
        return self._in_words(article, lambda word: word[0].isdigit(), lambda word: "1" + word)

    def rewrite_sentence(self, article: Article) -> Article:
        """Return the article with one sentence in other words."""
        return self._with_sentence(article, added=1, removed=1)

    def add_sentence(self, article: Article) -> Article:
        """Return the article with one sentence more."""
        return self._with_sentence(article, added=1, removed=0)

    def drop_sentence(self, article: Article) -> Article:
        """Return the article without one sentence of a paragraph that has others."""
        return self._with_sentence(article, added=0, removed=1)

    def move(self, article: Article) -> Article:
        """Return the article with a paragraph from its first half put into its second."""
        home = self._random.randrange(len(article) // 2)
        target = self._random.randrange(len(article) // 2 + 1, len(article))
        return (
            *article[:home],
            *article[home + 1 : target],
            article[home],
            *article[target:],
        )

    def rewrite(self, article: Article, share: float) -> Article:
        """Return the article with a share of its sentences in other words."""
        return tuple(
            replace(
                paragraph,
                sentences=tuple(
                    self._sentence() if self._random.random() < share else sentence
                    for sentence in paragraph.sentences
                ),
            )
            for paragraph in article
        )

    def _with_sentence(self, article: Article, *, added: int, removed: int) -> Article:
        long = [place for place, paragraph in enumerate(article) if len(paragraph.sentences) > 1]
        place = self._random.choice(long)
        sentences = list(article[place].sentences)
        at = self._random.randrange(len(sentences))
        sentences[at : at + removed] = [self._sentence() for _ in range(added)]
        edited = replace(article[place], sentences=tuple(sentences))
        return (*article[:place], edited, *article[place + 1 :])

    def _in_words(
        self, article: Article, fits: Callable[[str], bool], way: Callable[[str], str]
    ) -> Article:
        places = [
            (n, k, at)
            for n, paragraph in enumerate(article)
            for k, sentence in enumerate(paragraph.sentences)
            for at, word in enumerate(sentence.split(" "))
            if fits(word)
        ]
        n, k, at = self._random.choice(places)
        words = article[n].sentences[k].split(" ")
        words[at] = way(words[at])
        sentences = list(article[n].sentences)
        sentences[k] = " ".join(words)
        return (*article[:n], replace(article[n], sentences=tuple(sentences)), *article[n + 1 :])

    def _paragraph(self) -> Paragraph:
        draw = self._random.random()
        if draw < 0.08:
            words = " ".join(self._draw(self._random.randint(3, 8)))
            return Paragraph(markup='<h2 class="wp-block-heading">{}</h2>', sentences=(words,))
        if draw < 0.16:
            markup = '<ul class="wp-block-list">\n<li>{}</li>\n</ul>'
            return Paragraph(markup=markup, sentences=(self._sentence(),))
        if draw < 0.22:
            markup = '<blockquote class="wp-block-quote is-layout-flow"><p>{}</p></blockquote>'
            return Paragraph(markup=markup, sentences=(self._sentence(), self._sentence()))
        count = self._random.randint(2, 5)
        sentences = tuple(self._sentence() for _ in range(count))
        return Paragraph(markup='<p class="wp-block-paragraph">{}</p>', sentences=sentences)

    def _sentence(self) -> str:
        words = self._draw(self._random.randint(8, 28))
        words[0] = words[0].capitalize()
        if self._random.random() < 0.3:
            words[-2] = f"{self._random.randint(1, 9_999):,}"
        at = self._random.randrange(1, len(words) - 3)
        draw = self._random.random()
        if draw < 0.2:
            address = f"{SITE}/{words[0].lower()}/?a=1&#038;b=2"
            words[at] = f'<a href="{address}" rel="noopener">{words[at]}'
            words[at + 1] += "</a>"
        elif draw < 0.3:
            words[at] = f"<strong>{words[at]}</strong>"
        return " ".join(words) + "."

    def _draw(self, count: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=count)
