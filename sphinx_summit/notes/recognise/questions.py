"""Questions with their answers, and shell commands: items and paragraphs that say what they are by their first mark."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_summit.notes.outline import (
    Block,
    Commands,
    Item,
    Listing,
    Paragraph,
    Question,
    Quote,
    Run,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_summit.notes.outline import Outline
    from sphinx_summit.notes.recognise.findings import Guesses

_QUESTION = re.compile(r"(?:Q|質問|問)\s*\d*\s*[:：.．]\s*(?=\S)")
_ANSWER = re.compile(r"(?:A|回答|答え?)\s*\d*\s*[:：.．]\s*(?=\S)")
_COMMAND = re.compile(r"\$ +(?=[A-Za-z./~_])")


class Dialogue:
    """Refines blocks: `Q:` with the `A:` below or after it becomes a question, runs of `$ …` become commands."""

    def __init__(self, outline: Outline, guesses: Guesses) -> None:
        self.outline = outline
        self.guesses = guesses

    def refine(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        """The blocks with questions and commands in place."""
        refined: list[Block] = []
        for block in blocks:
            refined += self._refine_block(block)
        return tuple(self._pair_paragraphs(refined))

    def _refine_block(self, block: Block) -> list[Block]:
        if isinstance(block, Listing):
            return self._refine_list(block)
        if isinstance(block, Quote):
            return [replace(block, blocks=self.refine(block.blocks))]
        return [block]

    # -- lists -----------------------------------------------------------------------------------------

    def _refine_list(self, listing: Listing) -> list[Block]:
        parts: list[Item | Commands | Question] = []
        items = [item for item in listing.items if isinstance(item, Item)]
        number = 0
        while number < len(items):
            item = replace(items[number], blocks=self.refine(items[number].blocks))
            number += 1
            command = self._without(_COMMAND, item.text, keep=True)
            if command and len(item.text.runs) == 1:
                _append_command(parts, item)
                self.guesses.add("command", "", item.text.start, "it begins with a prompt", 0.9)
                continue
            question = self._question(item, items[number] if number < len(items) else None)
            if question is None:
                parts.append(item)
                continue
            parts.append(question[0])
            number += question[1]
        return _by_kind(parts)

    def _question(self, item: Item, following: Item | None) -> tuple[Question, int] | None:
        """The question that an item asks, and how many items after it belong to it: 1 for an answer beside it."""
        text = self._without(_QUESTION, item.text)
        if text is None:
            return None
        answer = self._answer(item.blocks)
        if answer is not None:
            return self._note(Question(text, answer)), 0
        beside = self._without(_ANSWER, following.text) if following and not item.blocks else None
        if beside and following:
            return self._note(Question(text, (Paragraph(beside), *self.refine(following.blocks)))), 1
        return None

    def _answer(self, blocks: tuple[Block, ...]) -> tuple[Block, ...] | None:
        """What is nested under a question, its `A:` taken off; None when no answer is marked."""
        first = blocks[0] if blocks else None
        item = first.items[0] if isinstance(first, Listing) else None
        if not isinstance(first, Listing) or not isinstance(item, Item):
            return None
        text = self._without(_ANSWER, item.text)
        if text is None:
            return None
        rest = (Listing(first.items[1:]),) if len(first.items) > 1 else ()
        return (Paragraph(text), *item.blocks, *rest, *blocks[1:])

    # -- paragraphs ------------------------------------------------------------------------------------

    def _pair_paragraphs(self, blocks: list[Block]) -> list[Block]:
        paired: list[Block] = []
        for block in blocks:
            last = paired[-1] if paired else None
            answer = self._without(_ANSWER, block.text) if isinstance(block, Paragraph) else None
            asked = self._without(_QUESTION, last.text) if isinstance(last, Paragraph) else None
            if answer and asked:
                paired[-1] = self._note(Question(asked, (Paragraph(answer),)))
            elif isinstance(block, Paragraph) and self._is_command(block.text):
                before = last.lines if isinstance(last, Commands) else ()
                paired[len(paired) - bool(before) :] = [Commands(before + block.text.runs)]
            else:
                paired.append(block)
        return paired

    def _is_command(self, text: Text) -> bool:
        return all(_COMMAND.match(self.outline.words(run)) for run in text.runs)

    def _note(self, question: Question) -> Question:
        words, at = self.outline.plain(question.text), question.text.start
        self.guesses.add("question", words, at, "marked as question and answer", 0.95)
        return question

    def _without(self, mark: re.Pattern[str], text: Text, *, keep: bool = False) -> Text | None:
        """The text without its mark, or None when it has none."""
        if not text.runs:
            return None
        first = text.runs[0]
        match = mark.match(self.outline.words(first))
        if not match:
            return None
        return text if keep else replace(text, runs=(Run(first.start + match.end(), first.end), *text.runs[1:]))


def _append_command(parts: list[Item | Commands | Question], item: Item) -> None:
    """A command joins the run before it, unless something is nested below the last one."""
    last = parts[-1] if parts else None
    if isinstance(last, Commands) and not last.blocks:
        parts[-1] = Commands(last.lines + item.text.runs, item.blocks)
    else:
        parts.append(Commands(item.text.runs, item.blocks))


def _by_kind(parts: list[Item | Commands | Question]) -> list[Block]:
    """Questions leave the list; items and commands stay in it."""
    blocks: list[Block] = []
    run: list[Item | Commands | Question] = []
    for part in parts:
        if isinstance(part, Question):
            if run:
                blocks.append(Listing(tuple(run)))
            blocks.append(part)
            run = []
        else:
            run.append(part)
    return [*blocks, Listing(tuple(run))] if run else blocks
