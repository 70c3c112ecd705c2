#!/usr/bin/env bash
# cyclonedx-bom 7.5.0: in the bill of materials of a requirements file the hashes of the files stand at the address of a page.
# Expected: the hashes that a locked requirement gives are those of the component's files: one reference each, or none with an address that is not the file's.
# Seen: all hashes of a requirement, of its wheels for each machine and of its source, are in one reference of type "distribution", whose address is the page of an index
# that lists the files. No file has both of two SHA-256, and what the address gives has neither, so that whoever checks is told of a fault. The
# component itself has no hash. What is wanted on another Python only is a component like the others; its marker stands in the description alone.
# The book: writes its bill of materials itself (sbom.cdx.json).
set -eu
sed -n '2,/^set/s/^# //p' "$0"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
cd "$work"
"$work/venv/bin/python" - <<'PYTHON'
import json
import subprocess
from pathlib import Path

first, second = "a" * 64, "b" * 64
Path("lock.txt").write_text(f"""ruamel.yaml==0.18.6 --hash=sha256:{first} --hash=sha256:{second}
tomli==2.0.1 ; python_version < "3.11"
""")
command = [str(next(Path().glob("venv/bin/cyclonedx-py"))), "requirements", "lock.txt", "--of", "JSON", "--output-reproducible"]
document = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
yaml, tomli = document["components"]
for component in (yaml, tomli):
    print(component["name"], component.get("hashes"), component["description"])
(reference,) = yaml["externalReferences"]
print(reference["type"], "at a page that ends with", reference["url"].rsplit("/", 3)[1:], [digest["content"][:4] for digest in reference["hashes"]])
same = (
    reference["type"] == "distribution" and reference["url"].endswith("/simple/ruamel.yaml/") and [digest["content"] for digest in reference["hashes"]] == [first, second]
    and "hashes" not in yaml and tomli["name"] == "tomli" and "scope" not in tomli and 'python_version < "3.11"' in tomli["description"]
)
raise SystemExit(None if same else "This is no longer so.")
PYTHON
