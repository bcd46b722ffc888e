"""datatrove: a step of a pipeline, with statistics."""

from __future__ import annotations

from typing import Any

from datatrove.pipeline.base import PipelineStep

from newsclean.cleaner import Cleaner, attempt
from newsclean.options import Options


class NewscleanStep(PipelineStep):  # type: ignore[misc]
    """Cleans the text of each document; what is found goes into its metadata, behind ``newsclean_``.

    A text that cannot be cleaned stays as it is, with ``newsclean_error``.

    :param drop_empty: whether documents of whose text nothing is left are dropped.
    """

    name = "newsclean"
    type = "FORMAT"

    def __init__(self, options: Options | None = None, *, drop_empty: bool = False) -> None:
        super().__init__()
        self.cleaner, self.drop_empty = Cleaner(options), drop_empty

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Any:
        """The documents, cleaned."""
        for document in data:
            with self.track_time():
                cleaned = attempt(self.cleaner, document.text)
            reason = cleaned.reason if cleaned else "missing"
            self.stat_update(reason)
            if cleaned and cleaned.text is not None:
                document.text = cleaned.text
            found = {"reason": reason, "title": cleaned and cleaned.title, "error": cleaned and cleaned.error}
            document.metadata |= {f"newsclean_{name}": value for name, value in found.items()}
            if not (self.drop_empty and reason in ("empty", "stripped", "missing")):
                yield document
