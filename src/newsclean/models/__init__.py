"""Language models: how likely characters and words are, in nats, counted from text and word lists."""
