"""A Windows of the test's own: Wine with a folder of its own, which ends with the test."""
import os
import pathlib
import shutil
import subprocess
import time

from trial import Failed

# No Mono, no Gecko, no entries in this machine's menus, and no debugger that waits for somebody when a program crashes.
LEFT_OUT = "mscoree=;mshtml=;winemenubuilder.exe=;winedbg.exe="
FONT = "Inter"  # for those of Windows, so that pictures look alike
WINDOWS_FONTS = ("Segoe UI", "Tahoma", "MS Shell Dlg", "MS Shell Dlg 2")


class Wine:
    def __init__(self, work, display):
        self.prefix = work / "wine"
        shutil.rmtree(self.prefix, ignore_errors=True)
        home = work / "home"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        self.drive = self.prefix / "drive_c"
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(home), "WINEPREFIX": str(self.prefix), "WINEARCH": "win64",
                            "WINEDEBUG": "-all", "WINEDLLOVERRIDES": LEFT_OUT, "DISPLAY": display, "LC_ALL": "C.UTF-8",
                            "TZ": "America/Chicago"}

    def make(self):
        self.run("wineboot", "-i", timeout=300)
        self.run("winecfg", "-v", "win10")
        for font in WINDOWS_FONTS:
            self.run("reg", "add", r"HKCU\Software\Wine\Fonts\Replacements", "/v", font, "/d", FONT, "/f")
        self.settle()

    def run(self, *command, timeout=120, text=None, folder=None, **environment):
        """Its exit code and what it printed."""
        process = self.start(*command, text=text is not None, folder=folder, **environment)
        try:
            printed, _ = process.communicate(text, timeout=timeout)
        except subprocess.TimeoutExpired as problem:
            process.kill()
            process.communicate()
            raise Failed(f"{command[0]} didn't end within {timeout} s.") from problem
        return process.returncode, printed.replace("\r", "")

    def start(self, *command, text=False, folder=None, **environment):
        return subprocess.Popen(["wine", *map(str, command)], env=self.environment | environment, text=True, cwd=folder,
                                encoding="utf-8", errors="replace", stdin=subprocess.PIPE if text else subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    def settle(self):
        """Waits until no program runs, and everything is written."""
        try:
            subprocess.run(["wineserver", "-w"], env=self.environment, timeout=60, check=False)
        except subprocess.TimeoutExpired as problem:
            raise Failed("A program is still running.") from problem

    def end(self):
        subprocess.run(["wineserver", "-k"], env=self.environment, timeout=60, check=False)

    def person(self):
        """The person's own folder."""
        return next(folder for folder in (self.drive / "users").iterdir() if folder.name != "Public")

    def path(self, windows):
        """Where a path of Windows is here."""
        return self.drive / windows.split(":\\", 1)[1].replace("\\", "/")

    def windows(self, path):
        """A path of here as Windows has it."""
        path = pathlib.Path(path).resolve()
        if path.is_relative_to(self.drive):
            return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def values(self, key):
        """The values of a registry key, empty without it. Numbers are written as 0x…"""
        code, printed = self.run("reg", "query", key)
        rows = [line.split("    ") for line in printed.splitlines() if line.startswith("    ")]
        return {row[1]: row[3] if len(row) > 3 else "" for row in rows} if code == 0 else {}

    def has_key(self, key):
        return self.run("reg", "query", key)[0] == 0

    def files(self):
        """Every file that isn't Wine's own business."""
        own = ("windows/temp/", "windows/Installer/")
        names = (path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*") if not path.is_dir())
        return {name for name in names if not name.startswith(own) and "/Temp/" not in name}


def until(condition, words, seconds=60):
    """Waits; fails with these words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise Failed(words)
