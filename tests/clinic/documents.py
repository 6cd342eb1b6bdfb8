"""What stands in a file: the words of a page, of a PDF or of a Word document, and what the file says of itself."""

import io
import re
import zlib
from itertools import pairwise
from zipfile import ZipFile

import docx
from django.http import HttpResponse

# A string, in which parentheses may stand in pairs; a font; the end of a piece.
INNER = rb"(?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*"
SHOWN = re.compile(rb"\((" + INNER + rb")\)|/(f\d+) [\d.]+ Tf|(EMC)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(response: HttpResponse) -> str:
    """Everything that can be read in an answer, whatever kind of file it is."""
    if response["Content-Type"] == "application/pdf":
        return pdf_text(response.content) + about_pdf(response.content)
    if "wordprocessingml" in response.get("Content-Type", ""):
        return "\n".join(word_texts(response.content)) + about_word(response.content)
    return response.content.decode()


def word_texts(data: bytes) -> list[str]:
    """The paragraphs of a Word document."""
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def about_word(data: bytes) -> str:
    """What a Word document says of itself."""
    with ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if name.startswith("docProps/"))


def about_pdf(data: bytes) -> str:
    """What a PDF says of itself: all of it that is neither a font nor the drawing of a page."""
    kept = [body for body in objects(data).values() if b"FlateDecode" not in body.partition(b"stream")[0]]
    return b"\n".join(kept).decode("latin-1")


def pdf_text(data: bytes) -> str:
    """What is drawn on its pages, in order, a line for each piece that is marked as one."""
    found = objects(data)
    shapes = {number: _letters(found, body) for number, body in found.items() if b"/Type0" in body}
    lines = []
    for page in _pages(found):
        resources = found[_number(page, b"Resources")]
        fonts = {name: shapes[int(number)] for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)}
        lines += _lines(_stream(found[_number(page, b"Contents")]), fonts)
    return "\n".join(lines)


def objects(data: bytes) -> dict[int, bytes]:
    """The objects of a PDF by number."""
    places = [(match.start(), int(match[1])) for match in re.finditer(rb"(?<=\n)(\d+) 0 obj", data)]
    ends = [*(start for start, _ in places[1:]), len(data)]
    return {number: data[start:end] for (start, number), end in zip(places, ends, strict=True)}


def _pages(found: dict[int, bytes]) -> list[bytes]:
    kids = next(body for body in found.values() if b"/Type/Pages" in body)
    return [found[int(number)] for number in re.findall(rb"(\d+) 0 R", re.search(rb"/Kids\[(.*?)\]", kids)[1])]


def _number(body: bytes, name: bytes) -> int:
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _stream(body: bytes) -> bytes:
    return zlib.decompressobj().decompress(body.partition(b"stream")[2].lstrip(b"\r\n"))


def _letters(found: dict[int, bytes], font: bytes) -> dict[int, str]:
    """What each shape of a font means."""
    table = _stream(found[_number(font, b"ToUnicode")]).decode("latin-1")
    letters = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for shape, meaning in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            letters[int(shape, 16)] = bytes.fromhex(meaning).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, meaning in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(meaning).decode("utf-16-be")
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = start[:-1] + chr(ord(start[-1]) + step)
    return letters


def _lines(drawn: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    lines, line, font = [], "", {}
    for string, name, end in SHOWN.findall(re.sub(rb"/Span<<[^>]*>>\s*BDC", b"", drawn)):
        if name:
            font = fonts[name]
        elif end:
            lines, line = [*lines, line], ""
        else:
            shapes = _unescaped(string)
            line += "".join(font[high * 256 + low] for high, low in list(pairwise(shapes))[::2])
    return lines


def _unescaped(text: bytes) -> bytes:
    def told(found: re.Match[bytes]) -> bytes:
        return bytes([int(found[1], 8) & 255]) if found[1][:1].isdigit() else NAMED.get(found[1], found[1])

    return ESCAPED.sub(told, text)
