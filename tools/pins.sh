#!/bin/sh
# Write pins.txt anew from requirements.txt and tests/requirements.txt, and the lists of hashes:
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

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 \
        --no-header --no-emit-index-url --directory "$work" "$@"
}

compile "$@" --annotation-style line \
    requirements.txt tests/requirements.txt --output-file resolved.txt
{
    echo "# Every package of the book, its tests and its tools, for Python 3.11 to 3.14"
    echo "# on Linux, macOS and Windows. Written by \`make pins\`: do not edit."
    cat "$work/resolved.txt"
} > pins.txt

# The same with the hashes of the files, to which `make` holds pip. They stand apart, for a pip
# before 26.1 takes hashes only where every package is asked for by its exact version.
with_hashes() {
    echo "# Hashes of the files of $1. Written by \`make pins\`: do not edit."
    shift
    compile --generate-hashes --no-annotate "$@" --output-file hashes.txt >&2
    cat "$work/hashes.txt"
}
with_hashes "all packages in pins.txt" resolved.txt > hashes.txt
echo "pip>=26.1" > "$work/pip.in"
with_hashes "pip itself, which then checks all others" pip.in > tools/pip.txt

# Binder's list stands alone, so it repeats its versions: the first of each, for its old Python.
awk -F '==| ' '
    NR == FNR { if (!($1 in pin)) pin[$1] = $2; next }
    /^[a-z]/ && $1 in pin { print $1 "==" pin[$1]; next }
    { print }
' pins.txt .binder/requirements.txt > "$work/binder.txt"
cat "$work/binder.txt" > .binder/requirements.txt
