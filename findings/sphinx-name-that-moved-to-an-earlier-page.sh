#!/usr/bin/env bash
# Sphinx 9.0.4: a section, a term or a citation that is moved to an earlier page is told to be there twice, in a build of what has changed only.
# Expected: pages that are read again are first forgotten, all of them, so that each name is where it stands now; as after a build from nothing.
# Seen: a page is forgotten just before it is read itself. What moved from two.rst to one.rst is met in one.rst while two.rst is still known as it was:
# "duplicate label", "duplicate term description", "duplicate citation, other instance in two". With -W the build fails though no name is there twice; the
# same sources built once more, or from nothing, are right, and so is a move to a later page. Where several processes read (-j 2, more than five pages)
# all are forgotten first, and nothing is told.
# The book: base/fresh.py forgets all pages that will be read before the first of them is.
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check sphinx==9.0.4 docutils==0.22.4
"$work/venv/bin/python" - "$work" <<'PYTHON'
import pathlib, re, subprocess, sys

work = pathlib.Path(sys.argv[1])
MOVED = "\n.. _treaty:\n\nTreaty\n------\n\n.. glossary::\n\n   Juche\n      An idea.\n\n.. [Roe] A source.\n"
INDEX = "Book\n====\n\n:ref:`treaty`, :term:`Juche`, [Roe]_\n\n.. toctree::\n\n   one\n   two\n"

def build(name, holder, jobs=1):
    folder = work / name
    folder.mkdir(exist_ok=True)
    files = {"conf.py": "", "index.rst": INDEX} | {f"{page}.rst": f"{page}\n===\n" + (MOVED if page == holder else "") for page in ("one", "two")}
    files |= {f"other{number}.rst": f":orphan:\n\nOther\n=====\n\n{holder}\n" for number in range(6)}
    for path, text in ((folder / key, text) for key, text in files.items()):
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
    done = subprocess.run([sys.executable, "-m", "sphinx", "-q", "-n", "-W", f"-j{jobs}", "-b", "html", folder, folder / "out"], capture_output=True, text=True)
    return done.returncode, sorted(re.findall(r"duplicate (\w+)", done.stderr))

found = {"from nothing": build("back", "two"), "to the earlier page": build("back", "one"), "once more": build("back", "one"),
         "earlier, from nothing": build("fresh", "one"), "to the later page": build("fresh", "two"),
         "to the earlier page, read by two processes": build("fresh", "one", 2)}
for name, seen in found.items():
    print(f"{name}: exit status and what is called a duplicate: {seen}")
right = (0, [])
expected = {name: right for name in found} | {"to the earlier page": (1, ["citation", "label", "term"])}
raise SystemExit((found != expected) and "This is no longer so.")
PYTHON
