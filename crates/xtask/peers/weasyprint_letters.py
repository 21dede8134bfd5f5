"""WeasyPrint: weasyprint_letters.py TEXT NUMBER FOLDER."""

import os
import sys

from markup import html
from weasyprint import HTML

HTML(string=html(sys.argv[1], int(sys.argv[2])), base_url="/").write_pdf(os.path.join(sys.argv[3], "letters.pdf"))
