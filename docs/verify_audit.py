#!/usr/bin/env python3
"""Checks an exported audit of a Noticepress case with nothing but Python's own library.

    noticepress audit CASE --json > audit.jsonl
    python3 docs/verify_audit.py audit.jsonl [last-known-hash]

Each line is one act: seq, at, by, kind, detail, prev, hash. An act's hash is the SHA-256 of these lines, each ended by a
line feed: the hash of the act before (64 zeros for the first), seq, at, by, kind, detail. So nobody can change, put in or
take out an act without changing every hash after it. A hash that was noted elsewhere (the last line of an earlier export)
proves that nothing before it was rewritten: give it as the second argument. An audit that was cut off at its end is whole
in itself; only such a hash shows the cut.

The detail of an act holds "content", a digest of everything that the act wrote into the case, under a key that never leaves the
case: it is part of the hash here, and only the program can compare it with the case.
"""
import hashlib
import json
import sys


def own_hash(act):
    lines = [act["prev"], str(act["seq"]), act["at"], act["by"], act["kind"], act["detail"]]
    if any("\n" in line for line in lines):
        raise ValueError("a field holds a line feed")
    return hashlib.sha256("".join(line + "\n" for line in lines).encode("utf-8")).hexdigest()


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit("usage: verify_audit.py AUDIT.jsonl [last-known-hash]")
    known, seen = (sys.argv[2:] or [None])[0], False
    before, count, last_day = "0" * 64, 0, ""
    with open(sys.argv[1], encoding="utf-8") as audit:
        for number, line in enumerate(audit, 1):
            if not line.strip():
                continue
            try:
                act = json.loads(line)
                found = own_hash(act)
            except (ValueError, KeyError, TypeError) as error:
                sys.exit(f"line {number}: not an act ({error})")
            if act["seq"] != count + 1:
                sys.exit(f"line {number}: act {act['seq']} where act {count + 1} belongs: one was taken out or put in")
            if act["prev"] != before:
                sys.exit(f"line {number}: act {act['seq']} does not follow the act before it")
            if act["hash"] != found:
                sys.exit(f"line {number}: act {act['seq']} was changed")
            if act["at"] < last_day:
                print(f"note: act {act['seq']} is dated before the act before it; a clock was set back")
            before, count, last_day, seen = act["hash"], count + 1, act["at"], seen or act["hash"] == known
    if known and not seen:
        sys.exit("the known hash is not in this audit: it was rewritten or cut before it")
    print(f"{count} acts, whole and in order; the last hash is {before}")


if __name__ == "__main__":
    main()
