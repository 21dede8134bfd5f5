"""Holds the lists of an installer's parts against the schema of CycloneDX, and that of the program against Cargo.lock.

usage: parts.py PROGRAM.cdx.json Cargo.lock PAGES.cdx.json
"""
import json
import re
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

program, lock, pages = sys.argv[1:4]
problems = []
for path in (program, pages):
    text = open(path, encoding="utf-8").read()
    version = json.loads(text)["specVersion"]
    fault = JsonStrictValidator(SchemaVersion.from_version(version)).validate_str(text)
    if fault:
        problems.append(f"{path}: {fault}")
listed = {(part["name"], part["version"]) for part in json.load(open(program, encoding="utf-8"))["components"]}
locked = set(re.findall(r'name = "([^"]+)"\nversion = "([^"]+)"', open(lock, encoding="utf-8").read()))
# A list that leaves out what the program is built on would be whole in form and worth nothing.
for name in ("tauri", "serde", "csv", "printpdf", "handlebars", "chrono", "rust_decimal", "rusqlite", "notice", "desk"):
    if not any(part == name for part, _ in listed):
        problems.append(f"{program}: {name} is not in the list")
strange = sorted(listed - locked)
if strange:
    problems.append(f"{program}: not as in Cargo.lock: {strange[:5]}")
names = {part["name"] for part in json.load(open(pages, encoding="utf-8"))["components"]}
if "react" not in names or "vite" in names:
    problems.append(f"{pages}: not the packages that the pages are made of")
for problem in problems:
    print(problem, file=sys.stderr)
print(f"{len(listed)} crates, {len(names)} packages of the pages")
sys.exit(bool(problems))
