"""The same letters as HTML, for programs that set HTML."""

import os
from html import escape

from people import paragraphs, person

FONT = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "templates", "fonts", "SourceSerif4-Regular.ttf"))


def html(text, number):
    """One document with that many letters, each on pages of its own."""
    constant = "".join(f"<p>{escape(block)}</p>" for block in paragraphs(text))
    letters = []
    for n in range(number):
        name, address = person(n)
        letters.append(f"<section><p>{'<br>'.join(map(escape, address))}</p><p>Re: {escape(name)}</p>{constant}</section>")
    style = (
        f'@font-face {{ font-family: Letter; src: url("file://{FONT}") }} @page {{ size: 8.5in 11in; margin: 1in }} '
        "body { font: 10.5pt/1.33 Letter, serif; margin: 0 } section { break-after: page } p { margin: 0 0 7pt }"
    )
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Letters</title><style>{style}</style>{"".join(letters)}</html>'
