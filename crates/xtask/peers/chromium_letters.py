"""Chromium, headless: chromium_letters.py TEXT NUMBER FOLDER."""

import os
import subprocess
import sys
import tempfile

from markup import html

with tempfile.TemporaryDirectory() as work:
    page = os.path.join(work, "letters.html")
    with open(page, "w", encoding="utf-8") as file:
        file.write(html(sys.argv[1], int(sys.argv[2])))
    out = os.path.join(os.path.abspath(sys.argv[3]), "letters.pdf")
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-pdf-header-footer",
         f"--user-data-dir={work}/profile", f"--print-to-pdf={out}", f"file://{page}"],
        check=True,
    )
