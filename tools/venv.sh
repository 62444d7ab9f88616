#!/bin/sh
# Make a fresh virtual environment, with the repository root on its path:
#     tools/venv.sh .venv
# It takes $PYTHON or, if that is not set, the first Python on the PATH for which there are pins.
set -eu

venv=$1
if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3 python3.14 python3.13 python3.12 python3.11
fi

# For newer ones some packages in pins.txt have no files yet.
held='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
for python; do
    "$python" -c "$held" 2>/dev/null && break
    python=
done
if [ -z "$python" ]; then
    echo "This book needs Python 3.11, 3.12, 3.13 or 3.14, which is not among: $*." \
        "Install it, or say where it is, as in 'make book PYTHON=/path/to/python3.12'." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$python cannot make virtual environments:" \
        "install its venv package ('apt-get install python3-venv' on Debian and Ubuntu)." >&2
    exit 1
fi

echo "Making $venv with $("$python" --version)"
"$python" -m venv --clear "$venv"

# So that `import widgets` works in a chapter opened as a notebook.
# A relative path, because a copied folder must not import from the old one.
for site_packages in "$venv"/lib/python3.*/site-packages; do
    echo ../../../.. > "$site_packages/repository-root.pth"
done
