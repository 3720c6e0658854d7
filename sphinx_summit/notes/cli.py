"""The command: `sphinx-summit import`, `verify`, `review`, `new`. The only module here that prints."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from rich.console import Console
from rich.progress import Progress

from sphinx_summit.notes.files import find_notes
from sphinx_summit.notes.handbook import OURS, Handbook
from sphinx_summit.notes.importer import import_notes
from sphinx_summit.notes.readers import READERS
from sphinx_summit.notes.result import Imported
from sphinx_summit.notes.review.answers import ANSWERS_FILE, Answer
from sphinx_summit.notes.review.session import Review, ask, shown
from sphinx_summit.notes.summary import count_objects, printable, summarise, told_elsewhere
from sphinx_summit.notes.verify import Verdict, verify
from sphinx_summit.problems import Problem
from sphinx_summit.registry.command import add_parser as add_registry_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_summit.notes.recognise import Guess
    from sphinx_summit.notes.result import Result

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

try:
    import shtab
except ImportError:  # the extra `completion`
    shtab = None  # type: ignore[assignment]

_EXAMPLES = """\
examples:
  sphinx-summit new handbook/
  sphinx-summit import notes/ --into handbook/
  sphinx-summit import trip-report.txt --into handbook/ --dry-run
  sphinx-summit import notes/ schedule.json --into handbook/ --json > result.json
  sphinx-summit verify handbook/
  sphinx-summit review handbook/
  sphinx-summit completion bash > ~/.local/share/bash-completion/completions/sphinx-summit
"""
_IMPORT_EXAMPLES = """\
examples:
  sphinx-summit import notes/ --into handbook/          a folder with all notes below it
  sphinx-summit import a.md b.html --into handbook/     some files, each read by what it contains
  sphinx-summit import x.txt --format org --into h/     a file that is not what it looks like
  sphinx-summit import notes/ --dry-run                 what would be found, and nothing written

exit code: 0 all imported; 1 new text lies beside a page that you edited; 2 something could not be read
"""
_REVIEW_EXAMPLES = """\
examples:
  sphinx-summit review handbook/                        asks for one guess after the other
  sphinx-summit review handbook/ --list                 shows them, the most valuable first
  sphinx-summit review handbook/ --answer trip.md:3:dates=2012-10-15/2012-10-18
  sphinx-summit review handbook/ --answer trip.md:40:session=no --answer trip.md:9:speaker=accept

Answers stay in .summit/review.toml. exit code: 0 done; 1 new text lies beside a page that you edited; 2 a wrong answer
"""
_SHELLS = ("bash", "zsh", "tcsh")
_BUILT = "it lies in the handbook, where Sphinx builds it as it is: move it, or name it in exclude_patterns of conf.py"
_WORTH_A_BAR = 20
_INTERRUPTED = 130
"""The exit code by which shells know an interruption from the keyboard."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except BrokenPipeError:  # who reads our output has read enough
        sys.stdout = None
        return 0
    except KeyboardInterrupt:
        _say("sphinx-summit: interrupted; the same command again goes on from here", sys.stderr)
        return _INTERRUPTED
    except OSError as error:
        _say(f"sphinx-summit: {error.filename or ''}: {error.strerror or error}", sys.stderr)
        return 2
    except sqlite3.OperationalError as error:  # no room for what waits on disk
        _say(f"sphinx-summit: {error}", sys.stderr)
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "sphinx-summit",
        description="Raw notes from conferences and meetups → a linked handbook.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    for add_command in (_add_import, _add_verify, _add_review, add_registry_parser, _add_new, _add_completion):
        add_command(commands)
    return parser


def _add_handbook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("handbook", nargs="?", default=".", help="the handbook's folder (default: here)")


# -- completion ----------------------------------------------------------------------------------------------


def _add_completion(commands: Commands) -> None:
    completing = commands.add_parser("completion", help="print a completion script for a shell")
    completing.add_argument("shell", choices=_SHELLS)
    completing.set_defaults(run=_run_completion)


def _run_completion(arguments: argparse.Namespace) -> int:
    if shtab is None:
        _say('sphinx-summit: this needs shtab: pip install "sphinx-summit[all]"', sys.stderr)
        return 2
    print(shtab.complete(_parser(), arguments.shell))
    return 0


# -- new -----------------------------------------------------------------------------------------------------


def _add_new(commands: Commands) -> None:
    new = commands.add_parser("new", help="begin an empty handbook")
    new.add_argument("handbook", help="the folder to make")
    new.set_defaults(run=_run_new)


def _run_new(arguments: argparse.Namespace) -> int:
    root = Path(arguments.handbook)
    import_notes({}, root)
    _say(f"{root}: a handbook. Next: sphinx-summit import <notes> --into {root}")
    return 0


# -- import --------------------------------------------------------------------------------------------------


def _add_import(commands: Commands) -> None:
    importing = commands.add_parser(
        "import",
        help="import notes into a handbook",
        epilog=_IMPORT_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    importing.add_argument("inputs", nargs="+", metavar="note", help="a note, or a folder of notes")
    importing.add_argument("--into", default=".", metavar="folder", help="the handbook's folder (default: here)")
    formats = [reader.name for reader in READERS]
    importing.add_argument("--format", default="", choices=formats, help="how to read the notes")
    importing.add_argument("--force", action="store_true", help="replace pages that were edited since the last import")
    importing.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
    importing.add_argument("--json", action="store_true", help="print the result for machines, and nothing else")
    importing.add_argument("--processes", type=int, default=0, metavar="n", help="how many to use (default: all cores)")
    importing.set_defaults(run=_run_import)


def _run_import(arguments: argparse.Namespace) -> int:
    root = Path(arguments.into)
    if root.exists() and not root.is_dir():
        _say(f"sphinx-summit: {root} is not a folder", sys.stderr)
        return 2
    found = find_notes(arguments.inputs, root, Handbook.open(root, heads=False).written)
    with _progress(len(found.notes), show=not arguments.json) as advance:
        result = import_notes(
            found.notes,
            root,
            form=arguments.format,
            force=arguments.force,
            dry_run=arguments.dry_run,
            processes=arguments.processes or os.cpu_count() or 1,
            done=advance,
        )
    missing = [Imported(problem.file, problems=[problem]) for problem in found.problems]
    if arguments.json:
        _print_json("sources", map(_as_json, chain(result.files, missing)))
    else:
        for line in summarise(result, root, others=found.others, dry_run=arguments.dry_run):
            _say(line)
    for given in found.built:
        _say(f"sphinx-summit: {given}: {_BUILT}", sys.stderr)
    unreadable = _print_problems_of(chain(result.files, missing))
    _print_problems(result.problems)
    if unreadable or any(problem.file == ANSWERS_FILE for problem in result.problems):
        return 2
    return 1 if result.offered else 0


def _print_problems_of(files: Iterable[Imported]) -> bool:
    """Whether one of the files could not be read."""
    unreadable = False
    for each in files:
        unreadable |= bool(each.problems) and not each.ledger
        _print_problems(each.problems)
    return unreadable


def _say(text: str, stream: TextIO | None = None) -> None:
    print(printable(text), file=stream)


def _print_json(key: str, rows: Iterable[dict[str, Any]]) -> None:
    """One object with one list, row by row, as there may be many."""
    print(f'{{"{key}": [', end="")
    for number, row in enumerate(rows):
        text = json.dumps(row, ensure_ascii=False)
        # A file's name may hold bytes that are no text.
        print(", " if number else "", text if text.isprintable() else json.dumps(row), sep="", end="")
    print("]}")


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        _say(f"sphinx-summit: {problem}", sys.stderr)


@contextlib.contextmanager
def _progress(total: int, *, show: bool) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal, when there is something to wait for."""
    console = Console(stderr=True)
    if not show or total < _WORTH_A_BAR or not console.is_terminal:
        yield lambda _file: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task("importing", total=total)
        yield lambda _file: progress.advance(task)


def _as_json(each: Imported) -> dict[str, Any]:
    events = [event["id"] for event in each.ledger.more["events"] if event] if each.ledger else []
    return {
        "file": each.file,
        "format": each.format,
        "encoding": each.encoding,
        "pages": list(each.ledger.pages) if each.ledger else [],
        "events": list(dict.fromkeys(events)),
        "sessions": count_objects(each, "session") + told_elsewhere(each),
        "guesses": [{"file": each.file, **_guess_as_json(guess)} for guess in each.guesses],
        "problems": [_problem(problem) for problem in each.problems],
    }  # fmt: skip


def _guess_as_json(guess: Guess) -> dict[str, Any]:
    return {
        "line": guess.line, "kind": guess.kind, "value": guess.value, "reason": guess.reason,
        "confidence": guess.confidence,
    }  # fmt: skip


def _problem(problem: Problem) -> dict[str, Any]:
    return {"type": problem.subtype, "message": problem.message, "file": problem.file, "line": problem.line}


# -- review --------------------------------------------------------------------------------------------------


def _add_review(commands: Commands) -> None:
    reviewing = commands.add_parser(
        "review",
        help="look at the guesses that are worth it, and settle them",
        epilog=_REVIEW_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_handbook(reviewing)
    reviewing.add_argument("--list", action="store_true", help="only list them; ask nothing")
    reviewing.add_argument("--json", action="store_true", help="print them for machines, and nothing else")
    reviewing.add_argument(
        "--answer", action="append", default=[], metavar="FILE:LINE:KIND=VALUE", help="settle one; may be repeated"
    )
    reviewing.add_argument("--apply", action="store_true", help="apply what .summit/review.toml says by now")
    reviewing.set_defaults(run=_run_review)


def _run_review(arguments: argparse.Namespace) -> int:
    root = Path(arguments.handbook)
    review = Review(Handbook.open(root))
    answers, problems = _given(review, arguments.answer)
    problems += [*review.book.problems, *review.problems]
    if not review.book.ledgers:
        problems.append(Problem("import", f"{root}: no ledger here"))
    _print_problems(problems)
    if problems and not (arguments.list or arguments.json):
        return 2
    result = None if problems else _settle(review, answers, arguments)
    offered = result.offered if result else []
    _show_waiting(Review(Handbook.open(root)) if result else review, root, offered, arguments)
    return 2 if problems else 1 if offered else 0


def _settle(review: Review, answers: list[Answer], arguments: argparse.Namespace) -> Result | None:
    """Keep the answers given, or ask for some, and apply them; what came of that import, None without answers."""
    if answers:
        review.keep(answers)
    elif sys.stdin.isatty() and not (arguments.list or arguments.json or arguments.apply):
        answers = ask(review, _ask, _say)
    if arguments.apply:
        answers = review.answers
    if not answers:
        return None
    result = review.apply(answers)
    _print_problems(chain.from_iterable(each.problems for each in result.files))
    _print_problems(result.problems)
    return result


def _given(review: Review, texts: Sequence[str]) -> tuple[list[Answer], list[Problem]]:
    """The answers of the command line, and what is wrong with them."""
    answers, problems = [], []
    for text in texts:
        try:
            answers.append(review.given(text))
        except ValueError as error:
            problems.append(Problem("import", str(error)))
    return answers, problems


def _ask(prompt: str) -> str:
    try:
        return input(prompt)
    except KeyboardInterrupt:
        raise EOFError from None


def _show_waiting(review: Review, root: Path, offered: Sequence[str], arguments: argparse.Namespace) -> None:
    waiting = review.waiting()
    if arguments.json:
        _print_json("guesses", ({"file": each.file, **_guess_as_json(each.guess)} for each in waiting))
        return
    if not sys.stdin.isatty() or arguments.list:
        for each in waiting:
            for line in shown(each):
                _say(line)
    _say(f"{len(waiting)} {'guess waits' if len(waiting) == 1 else 'guesses wait'} for review")
    for name in offered:
        _say(f"{name} was edited: the new text lies in {root / OURS / 'offered' / name}")


# -- verify --------------------------------------------------------------------------------------------------


def _add_verify(commands: Commands) -> None:
    verifying = commands.add_parser("verify", help="prove that the handbook holds every byte of its notes")
    _add_handbook(verifying)
    verifying.add_argument("--json", action="store_true", help="print the result for machines, and nothing else")
    verifying.set_defaults(run=_run_verify)


def _run_verify(arguments: argparse.Namespace) -> int:
    root = Path(arguments.handbook)
    book = Handbook.open(root, heads=False)
    verdicts = verify(book)
    _print_problems(book.problems)
    if not verdicts:
        _say(f"sphinx-summit: {root}: no ledger here", sys.stderr)
    if not verdicts or book.problems:
        return 2
    if arguments.json:
        _print_json("sources", map(_verdict_as_json, verdicts.values()))
    else:
        _show_verdicts(verdicts.values(), book)
    return 1 if any(verdict.verdict == "lost" for verdict in verdicts.values()) else 0


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    spans = [
        {"verdict": f.verdict, "line": f.line, "text": f.text, "page": f.page, "page_line": f.page_line}
        for f in verdict.findings
    ]
    return {"file": verdict.file, "verdict": verdict.verdict, "spans": spans}


def _show_verdicts(verdicts: Iterable[Verdict], book: Handbook) -> None:
    for verdict in verdicts:
        _say(f"{verdict.file}: {verdict.verdict}")
        for finding in verdict.findings:
            place = f"{verdict.file}:{finding.line} ({finding.page}.md:{finding.page_line})"
            _say(f"  {finding.verdict}: {place}: {finding.text[:80]}")
    for name in book.edited_pages():
        _say(f"{name}: edited since the import")


if __name__ == "__main__":
    sys.exit(main())
