"""What the file of a certificate holds: its record, and pages that are those made of it or are not."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from itertools import takewhile, zip_longest

from s11chat.errors import S11chatError, TamperError
from s11chat.report.certificate import BEGIN, END, Certified, as_html, as_pdf, as_plain

LARGEST = 8_000_000
"""Bytes of a certificate, packed or not."""
NONE = "This file is no certificate of s11chat, or its record was taken out: ask for it again."
_BEFORE, _SHOWN = 20, 60
"""Letters of a changed line that are shown: before the change, and in all."""
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TYPST = re.compile(rb"Typst [\d.]+")


def record_in(file: bytes) -> bytes:
    """The record in the file of a certificate. Raises TamperError where there is none."""
    if len(file) > LARGEST:
        raise TamperError(
            f"A certificate has at most {LARGEST // 1_000_000} megabytes: this is something else."
        )
    if file.startswith(b"%PDF"):
        return _attached(file)
    text = file.decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        return text.strip().encode()
    return _unpacked(_block(text))


def _block(text: str) -> str:
    """The packed record as it stands in a file, with its first and last line."""
    start, end = text.find(BEGIN), text.find(END)
    if start < 0 or end < start or text.count(BEGIN) > 1:
        raise TamperError(NONE)
    return text[start : end + len(END)]


def _unpacked(block: str) -> bytes:
    packed = "".join(block.removeprefix(BEGIN).removesuffix(END).split())
    try:
        return _inflated(base64.b64decode(packed, validate=True))
    except (binascii.Error, zlib.error, ValueError):
        raise TamperError("The record in this certificate is damaged: ask for the file again.") from None


def _inflated(packed: bytes) -> bytes:
    inflating = zlib.decompressobj()
    made = inflating.decompress(packed, LARGEST)
    if not inflating.eof:
        raise ValueError("cut off, or larger than any certificate")
    return made


def _attached(file: bytes) -> bytes:
    """The record attached to a PDF file."""
    for stream in _STREAM.findall(file):
        try:
            made = _inflated(stream) if not stream.startswith(b"{") else stream
        except (zlib.error, ValueError):
            continue
        if made.startswith(b"{") and b'"s11chat":"certificate"' in made:
            return bytes(made)
    raise TamperError(NONE)


def pages_of(file: bytes, record: bytes, certified: Certified) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is wrong with the pages that people read, and what could not be checked of them."""
    if file.startswith(b"%PDF"):
        return _pdf_pages(file, record, certified)
    text = file.decode("utf-8", "replace").lstrip("\ufeff")
    if text.lstrip().startswith("{"):
        return (), ()
    block = _block(text)
    made = as_html(certified, block) if "<html" in text[:1000] else as_plain(certified, block)
    lines = ([line.rstrip() for line in one.strip().splitlines()] for one in (text, made))
    for number, (is_there, belongs) in enumerate(zip_longest(*lines), 1):
        if is_there != belongs:
            return (
                f"Line {number} of the file was changed: it reads '{_short(is_there, belongs)}' and should read "
                f"'{_short(belongs, is_there)}'.",
            ), ()
    return (), ()


def _pdf_pages(file: bytes, record: bytes, certified: Certified) -> tuple[tuple[str, ...], tuple[str, ...]]:
    try:
        made = as_pdf(certified, record)
    except S11chatError as error:
        return (), (f"The pages were not held against the record in them. {error}",)
    if made == file:
        return (), ()
    if _TYPST.findall(made)[:1] != _TYPST.findall(file)[:1]:
        return (), ("The pages were made by another version of typst, so that they could not be compared.",)
    return ("The pages of this PDF are not those that the record in it makes: they were changed.",), ()


def _short(line: str | None, other: str | None) -> str:
    """A line from a little before where it begins to differ from `other`."""
    said, beside = line or "", other or ""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, beside, strict=False)))
    start = max(0, same - _BEFORE)
    shown = " ".join(said[start : start + _SHOWN].split())
    return f"{'...' if start else ''}{shown}{'...' if len(said) > start + _SHOWN else ''}"
