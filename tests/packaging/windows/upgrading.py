"""Other versions over the installed one, and uninstalling with and without settings."""
import pathlib
import shutil
import subprocess

from setup import RUNNING, SETTINGS, Setup
from trial import same, true

MAKER = pathlib.Path(__file__).resolve().parent.parent.parent.parent / "packaging/windows/make-installer"
NEWER = "99.0.0"


class Upgrading:
    def __init__(self, trial, wine, window, setup, work):
        self.trial, self.wine, self.window, self.setup, self.work = trial, wine, window, setup, work
        self.newer = None

    def run(self):
        check, need, window = self.trial.check, self.trial.need, self.window
        self.trial.say("The upgrade")
        check("while the program runs, nothing is changed", self.refuses)
        need("Ctrl+Q quits it", window.quit)
        check("the same version goes over it", self.setup.install)
        check("every file is there and whole", self.setup.has_files)
        need("there is a newer version", self.make_newer)
        need("it goes over the old one", self.newer.install)
        check("what the old one had alone is gone, and the new files are there", self.newer.has_files)
        check("Windows lists the new version", self.newer.has_entry)
        check("the start menu leads to it", self.newer.has_links)
        need("it starts, signed in", window.start_signed_in)
        need("Ctrl+Q quits it", window.quit)
        self.trial.say("Uninstalling")
        need("it is uninstalled", self.newer.uninstall)
        check("the program is gone", self.newer.is_gone)
        check("the settings stay", self.has_settings)
        need("it is installed again", self.setup.install)
        need("it starts, still signed in", window.start_signed_in)
        need("Ctrl+Q quits it", window.quit)
        need("it is uninstalled with its settings", self.setup.uninstall, "/REMOVESETTINGS")
        check("the program is gone", self.setup.is_gone)
        check("settings, sign-in and the person's files are gone", self.has_no_settings)

    def refuses(self):
        self.setup.install(code=RUNNING)
        true(self.window.process.poll() is None, "The program ended.")
        self.setup.has_files()

    def make_newer(self):
        """With one file more and one file less."""
        image = self.work / "newer"
        shutil.rmtree(image, ignore_errors=True)
        shutil.copytree(self.setup.image, image)
        next(iter(sorted(image.glob("bin/imageformats/*.dll")))).unlink()
        (image / "bin/new").mkdir()
        (image / "bin/new/file.txt").write_text("New in this version.\n", encoding="utf-8")
        subprocess.run([MAKER, image, self.work, "--version", NEWER], check=True, stdout=subprocess.DEVNULL)
        self.newer = Setup(self.wine, self.work / f"plumber-leads-{NEWER}-setup.exe", NEWER, image)

    def has_settings(self):
        true(self.wine.has_key(SETTINGS), "They are gone.")
        true(self.window.sign_in_is_kept(), "The sign-in is gone.")

    def has_no_settings(self):
        true(not self.wine.has_key(SETTINGS), "The settings are still there.")
        true(not self.window.sign_in_is_kept(), "The sign-in is still there.")
        same(sorted(name for name in self.wine.files() if "plumber" in name.lower()), [])
