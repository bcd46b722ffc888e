"""Files on the disk: which ones are meant (``discovery``, ``ignore``), read and replaced safely.

``files`` has what others call; ``entry`` reads a file and replaces it only if it is still what was read, with
``directory``, ``temporary`` and ``attributes`` below it.
"""
