#!/bin/sh
# Makes .venv with what requirements.txt locks, or adds what another lock holds: `sh setup.sh PYTHON [LOCK]`. Works where only
# python3 is there, where python3-venv is missing (a bare Debian), without a home, and with uv, which is ten times faster than pip,
# or without it.
set -eu
python=$1
lock=${2:-requirements.txt}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "This needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Try: make PYTHON=python3.12" >&2
    exit 2
fi

# Both pip and uv keep what they have downloaded in the home folder, and uv ends where it can't.
if ! mkdir -p "${XDG_CACHE_HOME:-$HOME/.cache}" 2>/dev/null || ! [ -w "${XDG_CACHE_HOME:-$HOME/.cache}" ]; then
    export UV_NO_CACHE=1 PIP_NO_CACHE_DIR=1
fi

install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
if [ "$lock" = requirements.txt ]; then
    echo "Setting up .venv (once) …"
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 || rm -rf .venv
else
    echo "Adding what the tests need to .venv (once) …"
fi
if ! [ -d .venv ]; then
    "$python" -m venv --without-pip .venv
fi
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    # Debian splits ensurepip off into python3-venv; its pip can still install into a venv that has none.
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        echo "Neither python3-venv nor pip is installed. Install one: sudo apt install python3-venv" >&2
        exit 2
    fi
    install() { "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check "$@"; }
fi

set -- --require-hashes --requirement requirements.txt
[ "$lock" = requirements.txt ] || set -- "$@" --requirement "$lock"
if [ -x .venv/bin/uv ] || install "uv==0.13.9" 2>/dev/null; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python "$@"
else
    install "$@"
fi

# The project itself: two folders on the path, and a command. Nothing is built, so nothing more is downloaded.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd -P > "$packages/grader-course.pth"
cp grader.sh .venv/bin/grader
chmod +x .venv/bin/grader
