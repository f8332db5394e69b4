"""Bytes to text: which encoding it is, and what is odd about it, by name."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from treves.evidence.intake.limits import ReadingError

__all__ = ["Decoded", "decode_bytes"]

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf©«¨¯¶¼¤]|â€[™œ\x9d“”˜]|Â[\xa0»«°]")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_\-]{2,40})", re.IGNORECASE)


class Decoded(NamedTuple):
    """Text, the encoding it was read in, and notes for the user."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode_bytes(data: bytes, name: str, encoding: str = "", *, is_html: bool = False) -> Decoded:
    """Decode a file without rewriting it: no newline translation, no normalisation.

    Parameters
    ----------
    data : bytes
    name : str
        For messages.
    encoding : str
        What the user says; else a byte order mark, else (HTML) what the page declares, else UTF-8.
    is_html : bool

    Raises
    ------
    ReadingError
        Naming the first byte that does not fit, and the encoding it looks like.
    """
    given = encoding
    if not given:
        for mark, code in _BOMS:
            if data.startswith(mark):
                given, data = (code, data[len(mark) :]) if code == "utf-8" else (code, data)
                break
    if not given and is_html and (declared := _META.search(data[:4096])):
        given = declared[1].decode("ascii")
    code = given or "utf-8"
    try:
        text = data.decode(codecs.lookup(code).name)
    except LookupError:
        raise ReadingError(f"{name}: there is no encoding {code!r}; right would be utf-8 or windows-1252") from None
    except UnicodeDecodeError as error:
        if is_html and not encoding:
            return Decoded(
                data.decode("utf-8", "replace"),
                "utf-8",
                (f"byte {error.start} is no {code}; shown as U+FFFD",),
            )
        raise ReadingError(
            f"{name}: byte 0x{data[error.start]:02x} at {error.start} is not {code}; it looks like "
            f"{_guess(data)}: save it as UTF-8, or say --encoding {_guess(data)}"
        ) from None
    except ValueError:  # an encoding that no text is in
        raise ReadingError(f"{name}: it cannot be read as {code!r}; right would be utf-8 or windows-1252") from None
    if "\0" in text:
        raise ReadingError(f"{name}: it holds NUL characters, so it is no text (or UTF-16 without its mark)")
    return Decoded(text, code, _notes(text))


def _guess(data: bytes) -> str:
    if data[:200].count(0) > 20:
        return "utf-16"
    try:
        data.decode("windows-1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "windows-1252"


def _notes(text: str) -> tuple[str, ...]:
    notes = []
    marks = sum(character in _BIDI for character in text)
    if marks:
        notes.append(f"{marks} marks of writing direction: what is shown may differ from what is stored")
    controls = sum(ord(character) < 32 and character not in "\t\n\r\f" for character in text)
    if controls:
        notes.append(f"{controls} control characters")
    if "\ufffd" in text:
        notes.append("U+FFFD: characters were lost before the text was saved")
    if _MOJIBAKE.search(text):
        notes.append("it looks like UTF-8 that was once read as windows-1252 (Ã©, â€™): mixed encodings")
    if any("\ud800" <= character <= "\udfff" for character in text):
        notes.append("lone surrogates")
    return tuple(notes)
