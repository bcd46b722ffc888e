"""Web pages: from HTML to lines with what the markup says of each, and what the head says of the article.

``page`` reads one; ``kind`` tells whether a text is one, and is all that text needs of this package.
"""
