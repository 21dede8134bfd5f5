"""Edit a Word document of wording in LibreOffice, a hundred times, and hold what comes back against what was done.

    soffice --headless --accept='socket,host=localhost,port=2002;urp;' &
    python3 tests/office/edit_wording.py NOTICEPRESS CASE FOLDER [EDITS]

CASE is a case without a passphrase whose wording nobody edits meanwhile; FOLDER takes the documents.
"""

import json
import os
import random
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

PROGRAM, CASE, FOLDER = sys.argv[1:4]
EDITS = int(sys.argv[4]) if len(sys.argv) > 4 else 100
# LibreOffice 7.4 without a screen ends itself when it saves a comment as .docx: COMMENTS=1 tries them on a later one.
COMMENTS = os.environ.get("COMMENTS") == "1"
ONLY = ["passages/closing.md.hbs", "passages/ftc.md.hbs", "passages/steps-minor.md.hbs", "jurisdictions/ma/"]
KINDS = ["insert", "delete", "split", "merge", "move", "format", "brace", "untracked", "table",
         "accepted", "rejected", "none", "quotes"] + ["comment"] * COMMENTS


def prop(name, value):
    own = PropertyValue()
    own.Name, own.Value = name, value
    return own


def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(60):
        try:
            context = resolver.resolve("uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext")
            manager = context.ServiceManager
            return manager.createInstanceWithContext("com.sun.star.frame.Desktop", context), context
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def paragraphs(document):
    found, every = [], document.Text.createEnumeration()
    while every.hasMoreElements():
        own = every.nextElement()
        if own.supportsService("com.sun.star.text.Paragraph"):
            found.append(own)
    return found


def by_template(lines):
    found, path = {}, None
    for line in lines:
        if line.endswith("]") and ".hbs [" in line:
            path = line.split(" [")[0]
            found[path] = []
        elif line.startswith("End of the wording"):
            path = None
        elif path and line.strip():
            found[path].append(line.rstrip())
    return found


def run(*arguments):
    done = subprocess.run([PROGRAM, "wording", CASE, *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def dispatch(document, context, command, *arguments):
    helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    helper.executeDispatch(document.CurrentController.Frame, ".uno:" + command, "", 0, arguments)


def edit(document, context, kind, at, chance):
    """Edits a paragraph and gives the lines as they are meant to come back."""
    own = paragraphs(document)
    lines = [paragraph.getString() for paragraph in own]
    line = lines[at]
    words = line.split(" ")
    cursor = document.Text.createTextCursor()

    def select(start, length):
        cursor.gotoRange(own[at].getStart(), False)
        cursor.goRight(start, False)
        cursor.goRight(length, True)

    if kind in ("insert", "untracked", "accepted", "rejected"):
        place = line.index(" ") + 1 if " " in line else len(line)
        select(place, 0)
        document.Text.insertString(cursor, "freely ", False)
        if kind != "rejected":
            lines[at] = line[:place] + "freely " + line[place:]
    elif kind == "delete":
        select(0, len(words[0]) + 1)
        cursor.setString("")
        lines[at] = line[len(words[0]) + 1:]
    elif kind == "split":
        place = line.index(" ") + 1
        select(place, 0)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        lines[at:at + 1] = [line[:place], line[place:]]
    elif kind == "merge":
        cursor.gotoRange(own[at].getEnd(), False)
        cursor.goRight(1, True)
        cursor.setString("")
        lines[at:at + 2] = [line + lines[at + 1]]
    elif kind == "move":
        cursor.gotoRange(own[at].getEnd(), False)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        document.Text.insertString(cursor, "Moved: " + line, False)
        # The paragraph that was there may be the second of the two by now.
        own = paragraphs(document)
        select(0, len(line) + 1)
        cursor.setString("")
        lines[at] = "Moved: " + line
    elif kind == "format":
        select(0, len(words[0]))
        cursor.CharWeight = 150.0
    elif kind == "brace":
        place = line.index("}}")
        select(place, 1)
        cursor.setString("")
        lines[at] = line[:place] + line[place + 1:]
    elif kind == "comment":
        select(3, 0)
        document.CurrentController.getViewCursor().gotoRange(cursor, False)
        words = f"Comment {chance.randrange(1000)}: is this so?"
        dispatch(document, context, "InsertAnnotation", prop("Text", words), prop("Author", "C. Counsel"))
    elif kind == "table":
        table = document.createInstance("com.sun.star.text.TextTable")
        table.initialize(2, 2)
        cursor.gotoRange(own[at].getEnd(), False)
        document.Text.insertTextContent(cursor, table, False)
        table.getCellByName("A1").setString("not for a letter")
    elif kind == "quotes":
        place = line.index("{{")
        select(place, 0)
        document.Text.insertString(cursor, "{{#if (eq \u201ca\u201d\u00a0\u201cb\u201d)}}x{{/if}}", False)
        lines[at] = line[:place] + "{{#if (eq \"a\" \"b\")}}x{{/if}}" + line[place:]
    return lines


def main():
    desktop, context = connect()
    os.makedirs(FOLDER, exist_ok=True)
    made = os.path.join(FOLDER, "made.docx")
    if not os.path.exists(made):
        code, out, err = run("--to-docx", made, *[word for path in ONLY for word in ("--only", path)])
        assert code == 0, err
    counts, wrong = {}, 0
    for number in range(EDITS):
        chance = random.Random(number)
        kind = KINDS[number % len(KINDS)]
        document = desktop.loadComponentFromURL("file://" + os.path.abspath(made), "_blank", 0, (prop("Hidden", True),))
        before = [paragraph.getString() for paragraph in paragraphs(document)]
        plain = [at for at, line in enumerate(before[:-1]) if at > 4 and " " in line.strip() and not line.startswith("{{")
                 and ".hbs [" not in line and ".hbs [" not in before[at + 1] and "}}" in line
                 and not before[at + 1].startswith("End of") and not line.startswith(("#", "- "))]
        at = chance.choice(plain)
        document.RecordChanges = kind not in ("untracked", "table")
        after = edit(document, context, kind, at, chance)
        if kind in ("accepted", "rejected"):
            dispatch(document, context, "AcceptAllTrackedChanges" if kind == "accepted" else "RejectAllTrackedChanges")
        file = os.path.join(FOLDER, f"{number:03}-{kind}.docx")
        document.storeToURL("file://" + os.path.abspath(file), (prop("FilterName", "MS Word 2007 XML"),))
        document.close(True)
        code, out, err = run("--from-docx", file, "--json")
        fault = None
        if code not in (0, 1):
            fault = err.strip()
        else:
            told = json.loads(out)
            wanted = {path: lines for path, lines in by_template(after).items() if lines != by_template(before)[path]}
            got = {own["path"]: [line.rstrip() for line in own["text"].split("\n") if line.strip()]
                   for own in told["templates"] if own["text"] is not None}
            if got != wanted:
                fault = f"wanted {wanted}\n  got {got}"
            named = [name for own in told["templates"] for name in own["not_taken"]]
            problems = [own["path"] for own in told["templates"] if own["problem"]]
            if kind == "format" and "formatting" not in named or kind == "table" and "table" not in named:
                fault = f"not named: {named}"
            if kind == "brace" and not problems and not told["problem"]:
                fault = "a broken brace was not told"
            if kind == "comment" and not any(own["comments"] for own in told["templates"]):
                fault = "the comment is lost"
            tracked = any(own["changed_by"] for own in told["templates"])
            if kind in ("insert", "delete", "split", "merge", "move") and not tracked:
                fault = "nobody is named"
            if kind not in ("format", "table") and named:
                fault = f"named without reason: {named}"
        counts.setdefault(kind, [0, 0])[fault is not None] += 1
        if fault:
            wrong += 1
            print(f"{number} {kind}: {fault}")
    print(json.dumps(counts), "wrong:", wrong)
    raise SystemExit(1 if wrong else 0)


main()
