#!/usr/bin/python3
"""Makes the faces of templates/fonts/noto again from the Noto packages of Debian 12 (bookworm).

apt-get install -y fonts-noto-core fonts-noto-extra fonts-noto-cjk python3-fonttools libharfbuzz-bin
python3 docs/subset_fonts.py [TAGLINES.toml] [FOLDER]

One face for each script that the text family lacks, cut to the glyphs that HarfBuzz passes through while it shapes the
texts and names of that script in taglines.toml (whole, and word by word), with the layout rules between those glyphs.
Digits, marks and the letters of "TTY" that a face lacks come from Noto Serif, so that a telephone number can stand in
the line. Run it again whenever a text of these scripts changes: other words of the language may need other glyphs.
"""
import os, re, subprocess, sys
import tomllib
from fontTools.pens.transformPen import TransformPen
from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = os.path.dirname(os.path.abspath(__file__))
TEXTS = sys.argv[1] if len(sys.argv) > 1 else os.path.join(HERE, "../templates/taglines.toml")
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "../templates/fonts/noto")
NOTO = "/usr/share/fonts/truetype/noto/"
CJK = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
# Digits and marks of a telephone number, "TTY", and the marks without a shape.
COMMON = " \u00a0()+-.,:;/'\"0123456789TY\u2010\u2011\u2013\u2019\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"
# Face: (file, number in it, which texts, layout features).
LAYOUT_CJK = ["ccmp", "locl", "kern", "mark", "mkmk", "ljmo", "vjmo", "tjmo"]
FACES = {
    "NotoNaskhArabic-Subset": (NOTO + "NotoNaskhArabic-Regular.ttf", 0, lambda t: t["script"] == "Arab" and t["tag"] != "ur", ["*"]),
    "NotoNastaliqUrdu-Subset": (NOTO + "NotoNastaliqUrdu-Regular.ttf", 0, lambda t: t["tag"] == "ur", ["*"]),
    "NotoSerifTC-Subset": (CJK, 3, lambda t: t["script"] == "Hant", LAYOUT_CJK),
    "NotoSerifSC-Subset": (CJK, 2, lambda t: t["script"] == "Hans", LAYOUT_CJK),
    "NotoSerifKR-Subset": (CJK, 1, lambda t: t["script"] == "Kore", LAYOUT_CJK),
    "NotoSerifJP-Subset": (CJK, 0, lambda t: t["script"] == "Jpan", LAYOUT_CJK),
}
for script, name in {
    "Hebr": "Hebrew", "Deva": "Devanagari", "Gujr": "Gujarati", "Guru": "Gurmukhi", "Beng": "Bengali", "Taml": "Tamil",
    "Telu": "Telugu", "Mlym": "Malayalam", "Knda": "Kannada", "Thai": "Thai", "Laoo": "Lao", "Khmr": "Khmer",
    "Mymr": "Myanmar", "Ethi": "Ethiopic", "Armn": "Armenian",
}.items():
    FACES[f"NotoSerif{name}-Subset"] = (f"{NOTO}NotoSerif{name}-Regular.ttf", 0, lambda t, s=script: t["script"] == s, ["*"])


NUMBER = "1-800-555-0100 (TTY: 711)"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"


def passed(path, number, texts, languages):
    """The numbers of all glyphs, final ones and those on the way, of texts, with and without their language named."""
    found = set()
    for text, language in ((t, l) for t in sorted(texts) for l in languages):
        run = subprocess.run(["hb-shape", "--trace", "--no-glyph-names", f"--face-index={number}", f"--language={language}",
                              f"--font-file={path}", f"--text={text}"], check=True, capture_output=True, text=True)
        for buffer in re.findall(r"\[([^\]]*)\]", run.stdout + run.stderr):
            found.update(int(m) for m in re.findall(r"(?:^|\|)(\d+)[=@+|]", buffer))
    return found


def complete(font):
    """Adds what a telephone number needs from Noto Serif, and empty glyphs for the marks without a shape."""
    donor = TTFont(NOTO + "NotoSerif-Regular.ttf")
    glyphs, names, widths = donor.getGlyphSet(), donor.getBestCmap(), donor["hmtx"]
    scale = font["head"].unitsPerEm / donor["head"].unitsPerEm
    has, order = font.getBestCmap(), list(font.getGlyphOrder())
    added = []
    for c in sorted(set(COMMON)):
        if ord(c) in has:
            continue
        name = "add%04X" % ord(c)
        pen, width = TTGlyphPen(None), 0
        if c not in HIDDEN:
            outline = DecomposingRecordingPen(glyphs)
            glyphs[names[ord(c)]].draw(outline)
            outline.replay(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
            width = round(widths[names[ord(c)]][0] * scale)
        glyph = pen.glyph()
        order.append(name)
        font["glyf"].glyphs[name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (width, getattr(glyph, "xMin", 0))
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format in (4, 12):
                table.cmap[ord(c)] = name
        added.append(c)
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    return added


def to_glyf(font):
    """Cubic outlines (CFF) to quadratic ones (glyf), within one unit of the 1000 of an em."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for name in order:
        glyf.glyphs[name].recalcBounds(glyf)
    font["hmtx"].metrics = {n: (font["hmtx"][n][0], getattr(glyf.glyphs[n], "xMin", 0)) for n in order}
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for key in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, key, 0)
    maxp.maxZones = 1
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 3.0, [], {}
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"


def main():
    os.makedirs(OUT, exist_ok=True)
    with open(TEXTS, "rb") as file:
        taglines = tomllib.load(file)["tagline"]
    total = 0
    for face, (path, number, wanted, features) in FACES.items():
        chosen = [t for t in taglines if wanted(t)]
        if not chosen:
            continue
        lines = {t["name"] + ": " + t["text"].replace("{phone}", NUMBER) for t in chosen}
        texts = lines | {word for line in lines for word in re.split("[ \u200b]", line) if word} | set(COMMON)
        texts |= {part for line in lines for part in line.split("\u200b")}
        letters = set("".join(texts))
        languages = ["und"] + [t["tag"] for t in chosen]
        options = subset.Options()
        options.layout_features = features
        options.hinting = False
        options.notdef_outline = True
        options.recommended_glyphs = False
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
        options.recalc_bounds = True
        options.recalc_timestamp = False
        options.drop_tables += ["DSIG", "vhea", "vmtx", "VORG", "BASE", "FFTM", "STAT", "MATH"]
        font = TTFont(path, fontNumber=number, recalcTimestamp=False, lazy=False)
        order = font.getGlyphOrder()
        options.layout_closure = False
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[ord(c) for c in letters], glyphs=[order[g] for g in passed(path, number, texts, languages)])
        cutter.subset(font)
        if "CFF " in font:
            to_glyf(font)
        added = complete(font)
        target = os.path.join(OUT, face + ".ttf")
        font.save(target)
        lacking = "".join(sorted(c for c in letters if ord(c) not in TTFont(target).getBestCmap()))
        size = os.path.getsize(target)
        total += size
        print(f"{face}.ttf {size} bytes, {font['maxp'].numGlyphs} glyphs: {' '.join(t['tag'] for t in chosen)}; of Noto Serif: "
              f"{''.join(c for c in added if c not in HIDDEN).strip() or '-'}; lacking: {lacking or '-'}")
    print("together", total)


main()
