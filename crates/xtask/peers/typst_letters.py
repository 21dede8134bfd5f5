"""Typst: typst_letters.py TEXT NUMBER FOLDER."""

import json
import os
import sys
import tempfile

import typst
from people import paragraphs, person

SOURCE = """
#let data = json("letters.json")
#set page(paper: "us-letter", margin: 1in)
#set text(font: "Source Serif 4", size: 10.5pt, lang: "en")
#set par(spacing: 11pt)
#for one in data.people [
  #one.address.join(linebreak())
  #v(24pt)
  Re: #one.name
  #for block in data.paragraphs { par(block) }
  #pagebreak(weak: true)
]
"""

text, number, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
fonts = os.path.realpath(os.path.join(os.path.dirname(__file__), "..", "..", "..", "templates", "fonts"))
people = [dict(zip(("name", "address"), person(n))) for n in range(number)]
with tempfile.TemporaryDirectory() as work:
    with open(os.path.join(work, "letters.json"), "w", encoding="utf-8") as file:
        json.dump({"paragraphs": paragraphs(text), "people": people}, file)
    source = os.path.join(work, "letters.typ")
    with open(source, "w", encoding="utf-8") as file:
        file.write(SOURCE)
    typst.compile(source, output=os.path.join(folder, "letters.pdf"), font_paths=[fonts])
