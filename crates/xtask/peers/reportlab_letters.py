"""ReportLab: reportlab_letters.py TEXT NUMBER FOLDER. Platypus, one file, each letter begins on a page of its own."""

import os
import sys
from xml.sax.saxutils import escape

from people import paragraphs, person
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

text, number, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
here = os.path.dirname(os.path.abspath(__file__))
font = os.path.join(here, "..", "..", "..", "templates", "fonts", "SourceSerif4-Regular.ttf")
pdfmetrics.registerFont(TTFont("Serif", font))
style = ParagraphStyle("letter", fontName="Serif", fontSize=10.5, leading=14, spaceAfter=7)
constant = [escape(block) for block in paragraphs(text)]
story = []
for n in range(number):
    name, address = person(n)
    story.append(Paragraph("<br/>".join(map(escape, address)), style))
    story.append(Spacer(1, 24))
    story.append(Paragraph(f"Re: {escape(name)}", style))
    story.extend(Paragraph(block, style) for block in constant)
    story.append(PageBreak())
SimpleDocTemplate(os.path.join(folder, "letters.pdf"), pagesize=letter, leftMargin=inch, rightMargin=inch, topMargin=inch, bottomMargin=inch).build(story)
