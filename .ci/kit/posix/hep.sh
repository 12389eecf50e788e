#!/bin/sh
# Start hep, once setup has been run on this laptop.
hep=${HEP_APP:-$HOME/.hep}/bin/hep
if [ ! -x "$hep" ]; then
  echo "hep is not set up on this laptop yet: run setup on the stick first."
  exit 1
fi
exec "$hep" "$@"
