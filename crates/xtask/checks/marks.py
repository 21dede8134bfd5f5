"""Reads the mark of every picture in a folder: name, tab, text; nothing behind the tab where there is none or several."""

import pathlib
import sys

import zxingcpp
from PIL import Image

for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    with Image.open(path) as picture:
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.DataMatrix)
    print(path.name, found[0].text if len(found) == 1 else "", sep="\t")
