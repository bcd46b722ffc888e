"""Adapters for the engines that data sets are cleaned with; each needs its engine, which is the user's.

One function does the work, :class:`newsclean.engines.arrow.BatchCleaner`, from a record batch to another;
the adapters hand it batches.
"""
