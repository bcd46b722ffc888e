"""The compiled table: made, kept in a cache, and applied to text in one pass."""
