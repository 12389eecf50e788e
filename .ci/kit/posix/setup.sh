#!/bin/sh
# Set hep up for the person who runs this. No network and no administrator is needed.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
app=${HEP_APP:-$HOME/.hep}

found=
framework=/Library/Frameworks/Python.framework/Versions
for python in python3.13 python3.12 python3.11 $framework/3.1[123]/bin/python3 python3; do
  if "$python" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    found=$python
    break
  fi
done
if [ -z "$found" ]; then
  echo "hep is not set up: it needs Python 3.11, 3.12 or 3.13, and this laptop has none of them."
  echo "Nothing was changed. Install one, and run this again."
  exit 1
fi

echo "Setting hep up in $app, which takes a minute."
"$found" -m venv --clear --without-pip "$app"
# Not every Python brings pip along, so the one of the kit is run from its own wheel.
set -- "$here"/wheels/pip-*.whl
"$app/bin/python" "$1/pip" install -q --no-index --find-links "$here/wheels" --disable-pip-version-check hep-tui
"$app/bin/hep" --version
cp -R "$here/packs" "$here/schools" "$app/"
if [ -d "$HOME/Desktop" ]; then
  for start in "$here"/hep.* "$here"/hep-demo.*; do
    cp "$start" "$HOME/Desktop/"
  done
fi
echo "hep is set up. Start it with $app/bin/hep, or with the start files, which are on the desktop too."
