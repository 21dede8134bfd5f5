"""LibreOffice Writer: libreoffice_letters.py each|all TEXT NUMBER FOLDER. Flat OpenDocument in, PDF out, one process."""

import os
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

from people import paragraphs, person

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="sheet"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in" fo:margin="1in"/></style:page-layout>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="7pt"/><style:text-properties fo:font-size="10.5pt"/></style:style>
<style:style style:name="N" style:family="paragraph" style:master-page-name="Standard"><style:paragraph-properties fo:break-before="page" fo:margin-bottom="7pt"/><style:text-properties fo:font-size="10.5pt"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sheet"/></office:master-styles>
<office:body><office:text>"""
TAIL = "</office:text></office:body></office:document>\n"


def body(number, constant):
    name, address = person(number)
    lines = "<text:line-break/>".join(map(escape, address))
    return f'<text:p text:style-name="N">{lines}</text:p><text:p text:style-name="P">Re: {escape(name)}</text:p>{constant}'


kind, text, number, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
constant = "".join(f'<text:p text:style-name="P">{escape(block)}</text:p>' for block in paragraphs(text))
letters = [body(n, constant) for n in range(number)]
documents = ["".join(letters)] if kind == "all" else letters
with tempfile.TemporaryDirectory() as work:
    names = []
    for n, document in enumerate(documents):
        names.append(os.path.join(work, f"letter-{n:04}.fodt"))
        with open(names[-1], "w", encoding="utf-8") as file:
            file.write(HEAD + document + TAIL)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, *names],
        check=True,
    )
