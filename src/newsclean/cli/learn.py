"""``newsclean learn``: propose rules for what recurs in the documents of one source."""

from __future__ import annotations

from typing import Any

import click

from newsclean import pipeline
from newsclean.cli import options
from newsclean.cli.command import Command, Count
from newsclean.cli.looking import Looking
from newsclean.cli.places import check_extra
from newsclean.cli.streams import standard_output
from newsclean.disk.files import write_file
from newsclean.language import say

# fmt: off
_OUTPUT = options.output("-o", "--output", metavar="FILE", help="Write the rules to a file.")
_LEAST = options.output("--least", metavar="N", type=Count(2), default=5,
                        help="Propose only lines that occur in at least N documents.  [default: 5]")
# fmt: on

#: What every file of proposals begins with; a file that does not is never written over.
BEGINNING = "# Proposed by newsclean learn"

_HEADER = """\
{beginning} from {count} documents. Look through them: a rule takes out every
# line that it fits. Use them with: newsclean clean --rules FILE
"""


@click.command(
    "learn",
    cls=Command,
    short_help="Propose rules for lines that recur in documents.",
    examples=(
        ("newsclean learn crawl/site/ -o site.toml", "Learn what a site repeats."),
        ("newsclean clean --rules site.toml crawl/site/ -o clean/", "Use it."),
    ),
)
@options.looking(_OUTPUT, _LEAST, *options.errors)
def command(**parameters: Any) -> int:
    """Propose rules for lines that recur in many documents.

    Reads the documents of one source and prints a file of rules (TOML) for the lines that occur in
    many of them, each with its count and an example. Lines that differ only in digits or dates
    count as the same. Memory use is bounded.
    """
    from newsclean.structure.learning import as_toml, learn

    if parameters["output"]:
        check_extra("file of rules", parameters["output"], BEGINNING.encode(), ())
    texts = Looking(parameters, pipeline.repaired_text)
    proposals = learn(texts, least=parameters["least"])
    header = _HEADER.format(beginning=BEGINNING, count=texts.seen)
    page = f"{header}\n{as_toml(proposals)}".encode()
    if parameters["output"]:
        write_file(parameters["output"], page)
    else:
        standard_output().write(page)
    if not texts.seen and not texts.failures:
        texts.messages.nothing_found()
    line = say("{count} rules from {documents} documents", count=len(proposals), documents=f"{texts.seen:,}")
    texts.messages.summary([line])
    return texts.exit_code
