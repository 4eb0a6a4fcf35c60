"""Packages of the server for the deploy test: the real program under other version numbers, and ones that break."""
import shutil
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LINUX = REPOSITORY / "packaging/linux"

# The real program behind a script that spoils what it is named for. --version and whatever is not serve still work.
SPOILED = """#!/bin/bash
real=/usr/lib/plumber-leads/server
[ -x "$real" ] || real=$(dirname "$0")/../lib/plumber-leads/server
data=
for ((i = 1; i <= $#; i++)); do [ "${!i}" != --data ] || { j=$((i + 1)); data=${!j}; }; done
[ "${1:-}" = serve ] || exec "$real" "$@"
"""
SPOILS = {
    # Works on a copy, but not where it counts.
    "silent": '[[ " $* " == *" --store-only "* ]] && exec "$real" "$@"\nexec sleep 1000\n',
    # Can't open the data at all.
    "refusing": "echo 'the data can not be opened' >&2\nexit 1\n",
    # Changes the data as a newer version would, so that an older one refuses them, and then fails.
    "changing": """if [[ " $* " == *" --store-only "* ]]; then
    "$real" "$@" & pid=$!
    trap 'kill $pid; wait $pid; sqlite3 "$data/supabase.db" "pragma user_version = 999"; exit 0' TERM
    wait "$pid"
fi
sqlite3 "$data/supabase.db" 'pragma user_version = 999'
exit 1
""",
}


def patched(program, version):
    """The program's own version number changed where it stands, to one of the same length."""
    own = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    assert len(own) == len(version) and own != version, f"{own} can't become {version}"
    content = Path(program).read_bytes()
    for encoding in ("utf-8", "utf-16-le"):  # of the program's texts and of Qt's
        content = content.replace(own.encode(encoding), version.encode(encoding))
    return content


def make(folder, program, version, spoil=None):
    """A package like the product's, and its file. `program` is stripped."""
    root = Path(folder) / f"root-{version}"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("DEBIAN", "usr/bin", "etc/plumber-leads", "usr/lib/plumber-leads"):
        (root / name).mkdir(parents=True)
    binary = root / "usr/bin/plumber-leads-server"
    if spoil:
        real = root / "usr/lib/plumber-leads/server"
        real.write_bytes(patched(program, version))
        real.chmod(0o755)
        binary.write_text(SPOILED + SPOILS[spoil])
    else:
        binary.write_bytes(patched(program, version))
    binary.chmod(0o755)
    shutil.copy(LINUX / "plumber-leads-server.env", root / "etc/plumber-leads")
    (root / "DEBIAN/control").write_text(
        f"Package: plumber-leads-server\nVersion: {version}\nArchitecture: amd64\nMaintainer: Test <test@example.com>\n"
        "Depends: libqt6core6, libqt6network6, libqt6sql6-sqlite, adduser\nDescription: the server, for a test\n")
    for name in ("conffiles", "postinst", "prerm"):
        shutil.copy(LINUX / name, root / "DEBIAN")
    for name in ("postinst", "prerm"):
        (root / "DEBIAN" / name).chmod(0o755)
    file = Path(folder) / f"plumber-leads-server_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "--root-owner-group", "--build", root, file], check=True,
                   stdout=subprocess.DEVNULL)
    shutil.rmtree(root)
    return file
