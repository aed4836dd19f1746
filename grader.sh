#!/bin/sh
# The command `grader`; setup.sh copies it to .venv/bin/. -I: neither the current folder, in which a stranger's grader.py may lie,
# nor the environment has a say in what Python imports. OpenSSL reads its settings before any Python code could look at them.
unset OPENSSL_CONF OPENSSL_MODULES SSLKEYLOGFILE
here=$(dirname "$(readlink -f "$0")")
checkout=$(dirname "$(dirname "$here")")
version=$("$here/python" -I -S -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)
if [ "$(cat "$checkout/.venv/lib/python$version/site-packages/grader-course.pth" 2>/dev/null)" != "$checkout" ]; then
    echo "grader: $checkout was moved, or its Python replaced, after it was set up." >&2
    echo "  → cd '$checkout' && make clean && make grade" >&2
    exit 2
fi
exec "$here/python" -I -m grader "$@"
