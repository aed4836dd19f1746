#!/bin/sh
# Makes .venv with what requirements.txt locks. Works where only python3 is there, where python3-venv is missing (a bare Debian),
# and with uv, which is ten times faster than pip, or without it.
set -eu
python=$1

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "This needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Try: make PYTHON=python3.12" >&2
    exit 2
fi

echo "Setting up .venv (once) …"
rm -rf .venv
if "$python" -m venv .venv >/dev/null 2>&1; then
    install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
else
    # Debian splits ensurepip off into python3-venv; its pip can still install into a venv that has none.
    rm -rf .venv
    "$python" -m venv --without-pip .venv
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        echo "Neither python3-venv nor pip is installed. Install one: sudo apt install python3-venv" >&2
        exit 2
    fi
    install() { "$python" -m pip --python .venv/bin/python install --quiet --disable-pip-version-check "$@"; }
fi

if install "uv==0.13.9" 2>/dev/null; then
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --requirement requirements.txt
else
    install --require-hashes --requirement requirements.txt
fi

# The project itself: two folders on the path, and a command. Nothing is built, so nothing more is downloaded.
packages=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$packages/grader-course.pth"
printf '#!/bin/sh\nexec "%s/.venv/bin/python" -m grader "$@"\n' "$(pwd)" > .venv/bin/grader
chmod +x .venv/bin/grader
