"""Speed and accuracy beside named peers; ``python -m benchmarks`` runs what prints ratios."""
