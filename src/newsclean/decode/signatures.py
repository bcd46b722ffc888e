"""What the first bytes say: byte order marks, and the signatures of files that are not text."""

from __future__ import annotations

from newsclean.decode.encodings import ENCODINGS

#: How each encoding writes U+FEFF at the start of a file.
BOMS = {row.name: row.bom for row in ENCODINGS if row.bom}

#: UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
_BOM_ORDER = ("utf-32le", "utf-32be", "utf-8", "utf-16le", "utf-16be", "gb18030")

# Signatures at the start of a file, as the formats' own specifications give them. Each holds a
# byte that no text begins with (a NUL, a control character, or bytes that no Chinese encoding
# joins so) or is long enough not to be met by chance.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"8BPS\0", "a Photoshop image"),
    (b"\0\0\x01\0", "an icon"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS-Adobe", "a PostScript document"),
    (b"PK\x03\x04", "a ZIP archive (or a DOCX, XLSX, EPUB or ODF document)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (DOC, XLS or PPT)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b\x08", "gzip-compressed data"),
    (b"BZh91AY&SY", "bzip2-compressed data"),
    (b"\xfd7zXZ\0", "xz-compressed data"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
    (b"\x04\x22\x4d\x18", "lz4-compressed data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"MSCF\0\0\0\0", "a CAB archive"),
    (b"!<arch>\n", "an ar archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"Obj\x01", "an Avro file"),
    (b"\x7fELF", "an ELF program"),
    (b"\xcf\xfa\xed\xfe", "a Mach-O program"),
    (b"\xca\xfe\xba\xbe", "a Java class or Mach-O program"),
    (b"\0asm", "a WebAssembly program"),
    (b"OggS\0", "an Ogg file"),
    (b"fLaC\0", "a FLAC file"),
    (b"ID3\x03\0", "an MP3 file"),
    (b"ID3\x04\0", "an MP3 file"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"FLV\x01", "a Flash video"),
    (b"AT&TFORM", "a DjVu document"),
    (b"ITSF\x03\0", "a compiled HTML help file"),
    (b"wOFF", "a web font"),
    (b"wOF2", "a web font"),
    (b"OTTO\0", "an OpenType font"),
    (b"\0\x01\0\0\0", "a TrueType font"),
    (b"\x80\x04\x95", "a Python pickle"),
    (b"\x80\x05\x95", "a Python pickle"),
    (b"\x93NUMPY", "a NumPy array"),
)
_FIRST_BYTES = frozenset(signature[0] for signature, _ in _MAGIC)


def byte_order_mark(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte order mark at the start names, and the mark's length.

    ``FF FE 00 00`` is UTF-32's mark only in data of whole UTF-32 units that are characters.
    """
    if not data or data[0] not in b"\xef\xfe\xff\0\x84":
        return None
    for name in _BOM_ORDER:
        mark = BOMS[name]
        if data.startswith(mark) and (name != "utf-32le" or _is_utf_32le(data)):
            return name, len(mark)
    return None


def _is_utf_32le(data: bytes) -> bool:
    # A character's third byte is at most 0x10 and its fourth 0. The mark of UTF-16 with a NUL
    # behind it, all that could be mistaken, is not followed by such.
    return len(data) % 4 == 0 and not data[7:4096:4].strip(b"\0")


def binary_kind(data: bytes) -> str | None:
    """What kind of file the signature at the start of data belongs to, or ``None``."""
    if not data:
        return None
    if data[0] in _FIRST_BYTES:
        for signature, kind in _MAGIC:
            if data.startswith(signature):
                return kind
    if data.startswith(b"MZ") and b"\0\0" in data[2:64]:
        return "a Windows program"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "a BMP image"
    if data.startswith(b"RIFF") and data[8:12] in (b"WAVE", b"AVI ", b"WEBP"):
        return {b"WAVE": "a WAV file", b"AVI ": "an AVI video", b"WEBP": "a WebP image"}[data[8:12]]
    if data[4:8] == b"ftyp" and data[:2] == b"\0\0":
        return "an MP4, HEIC or AVIF file"
    if data[257:262] == b"ustar":
        return "a tar archive"
    return None


#: Control characters that no text holds: all but tab, line ends, form feed, SO, SI, SUB and ESC.
_CONTROL = bytes((*range(8), 0x0B, *range(0x10, 0x1A), 0x1C, 0x1D, 0x1E, 0x1F, 0x7F))


def full_of_controls(data: bytes, most: int = 20) -> bool:
    """Whether more than one in ``most`` of the first 8 kB is a control character that no text holds.

    Compressed and encrypted data has a tenth, text that was damaged a few.
    """
    head = data[:8192]
    return (len(head) - len(head.translate(None, _CONTROL))) * most > len(head)
