"""Injected pinyin: readings in brackets that a converter put after characters, ``產業(yè)``.

``stage`` is the pass. ``detect`` says whether a document was injected, ``scatter`` whether a program
put readings behind any characters of it. Where readings tore the bytes of GBK apart, ``restore`` walks
over the places (``spots``) and puts the text together again: a beam search (``beam``, its ``readings``)
over what the bytes can have been (``gbk_candidates``, ``eaten``), by a model of the document
(``document_model``, ``gaps``, ``marks``), reranked by words (``rerank``). What decides is in ``thresholds``.
"""
