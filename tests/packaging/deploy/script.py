"""The host's script as it was and as it may become."""
import shutil
from pathlib import Path

from host import DROPLET

SCRIPT = DROPLET / "on-host"
# What a droplet from before the script renewed itself doesn't have: the package that brings it, and the settings.
NEWER = ("        plumber-leads-on-host) script_deb=$deb ;;\n", "    use_script_of_deploy\n",
         '    [ ! -f "$old/on-host" ] || put_script "$old/on-host"\n', " | settings:id")


def older():
    text = SCRIPT.read_text()
    for part in NEWER:
        assert text.count(part) == 1, part
        text = text.replace(part, "")
    return text


def with_script(work, name, script):
    """A copy of the folder with `deploy`, and another script in it."""
    folder = Path(work) / name
    shutil.copytree(DROPLET, folder)
    (folder / "on-host").write_text(script)
    return folder
