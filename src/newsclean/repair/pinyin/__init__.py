"""Injected pinyin: readings in brackets that a converter put after characters, ``產業(yè)``.

``detect`` says whether a text was injected, ``stage`` takes the readings out, and where they tore the
bytes of GBK apart, ``restore`` puts the text together again by a beam search (``beam``) over what the
bytes can have been (``gbk``, ``meant``), ranked by models (``document_model``, ``rerank``).
"""
