#!/bin/sh
# Try hep on an invented review.
exec "${HEP_APP:-$HOME/.hep}/bin/hep" demo
