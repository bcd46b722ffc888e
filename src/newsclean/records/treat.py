"""The text of one record, cleaned."""

from __future__ import annotations

from collections.abc import Callable

from newsclean.cleaner import slim
from newsclean.document import Document
from newsclean.errors import NewscleanError
from newsclean.options import Options
from newsclean.processor_time import TooSlowError, limited
from newsclean.records import near
from newsclean.records.job import MISSING, Job, spans_of
from newsclean.records.row import BadRecordError, NoRecordError
from newsclean.records.tally import Tally
from newsclean.records.writer import Treated


def treat(
    job: Job,
    value: str | bytes | None,
    tally: Tally,
    document_of: Callable[[Options], Document] | None = None,
) -> Treated:
    """Clean the text of a record.

    :param document_of: makes the document where more is known of it than ``value``; its text is new.
    :raises BadRecordError: it cannot be cleaned.
    :raises NoRecordError: it is none.
    """
    if value is None:
        tally.reasons[MISSING] += 1
        return Treated(None, None, job.labels(None, None))
    try:
        with limited(len(value)):
            if document_of is None:
                document = job.cleaner.document(value)
            else:
                document = document_of(job.cleaner.options)
    except NoRecordError:
        raise
    except NewscleanError as error:
        raise BadRecordError(str(error)) from None
    except TooSlowError:
        raise BadRecordError("it takes too much processor time") from None
    except MemoryError:
        raise BadRecordError("there is not enough memory") from None
    except Exception as error:  # one record must not stop the others, whatever our mistake
        raise BadRecordError(f"internal error: {type(error).__name__}: {error}") from None
    assert document is not None
    cleaned = slim(document, value)
    text = document.source if job.tags_only else document.text
    stays = document_of is None and (job.tags_only or job.pages or text == value)
    given = value if isinstance(value, str) else document.source
    spans = spans_of(document, given) if job.tags_only else None
    tally.count(value, cleaned, text)
    labels = job.labels(cleaned, spans)
    signed = near.signed(document.stripped) if job.near else None
    return Treated(cleaned, None if stays else text, labels, signed)
