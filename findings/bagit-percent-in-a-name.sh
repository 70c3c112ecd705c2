#!/usr/bin/env bash
# bagit 1.9.0 (of the Library of Congress): a bag that holds a file with a percent sign in its name is told to be incomplete.
# Expected: a manifest of BagIt 1.0 names "50%.csv" as "50%25.csv", since a percent sign has to be encoded there (RFC 8493, 2.1.3).
# Seen: the line's end alone is decoded, and encoded: the right bag fails ("exists in manifest but was not found on filesystem"), one that
# names the file as it is passes, and make_bag writes that one. An archive that checks by this library refuses the right bag of another program.
# Reported to its makers before (issue 157).
# The book: no file of its bag has a percent sign in its name (exports/bag.py).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check bagit==1.9.0
"$work/venv/bin/python" - "$work" <<'PYTHON'
import hashlib, logging, pathlib, sys
import bagit

logging.disable(logging.ERROR)

def verdict(listed):
    folder = pathlib.Path(sys.argv[1]) / listed.replace("%", "-")
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "50%.csv").write_text("year\n1950\n")
    digest = hashlib.sha256(b"year\n1950\n").hexdigest()
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "manifest-sha256.txt").write_text(f"{digest}  data/{listed}\n")
    try:
        return bagit.Bag(str(folder)).validate()
    except bagit.BagValidationError as error:
        return str(error)

made = pathlib.Path(sys.argv[1]) / "made"
made.mkdir()
(made / "50%.csv").write_text("year\n1950\n")
bagit.make_bag(str(made), checksums=["sha256"])
right, wrong, written = verdict("50%25.csv"), verdict("50%.csv"), (made / "manifest-sha256.txt").read_text().split()[1]
print("encoded:", right, "| not encoded:", wrong, "| make_bag writes", written)
raise SystemExit((not ("data/50%25.csv exists in manifest" in str(right) and wrong is True and written == "data/50%.csv")) and "This is no longer so.")
PYTHON
