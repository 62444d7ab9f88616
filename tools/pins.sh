#!/bin/sh
# Write pins.txt anew from requirements.txt and tests/requirements.txt:
#     tools/pins.sh path/to/uv --upgrade
set -eu

uv=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The lists point to pins.txt, which would hold every version where it is.
mkdir "$work/tests"
for list in requirements.txt tests/requirements.txt; do
    grep -v '^-[cr] ' "$list" > "$work/$list"
done
cp pins.txt "$work/resolved.txt"

"$uv" pip compile --quiet --universal --python-version 3.11 "$@" \
    --no-header --no-emit-index-url --annotation-style line \
    --directory "$work" requirements.txt tests/requirements.txt --output-file resolved.txt
{
    echo "# Every package of the book, its tests and its tools, for Python 3.11 and newer"
    echo "# on Linux, macOS and Windows. Written by \`make pins\`: do not edit."
    cat "$work/resolved.txt"
} > pins.txt

# Binder's list stands alone, so it repeats its versions: the first of each, for its old Python.
awk -F '==| ' '
    NR == FNR { if (!($1 in pin)) pin[$1] = $2; next }
    /^[a-z]/ && $1 in pin { print $1 "==" pin[$1]; next }
    { print }
' pins.txt .binder/requirements.txt > "$work/binder.txt"
cat "$work/binder.txt" > .binder/requirements.txt
