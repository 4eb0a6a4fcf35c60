"""Other versions over the installed one, and uninstalling with and without settings."""
import base64
import os
import pathlib
import secrets
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
        check("setup, program and uninstaller are signed", self.is_signed)
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
        subprocess.run([MAKER, image, self.work, "--version", NEWER], check=True, stdout=subprocess.DEVNULL,
                       env=os.environ | self.certificate())
        self.newer = Setup(self.wine, self.work / f"plumber-leads-{NEWER}-setup.exe", NEWER, image)

    def certificate(self):
        """The variables of packaging/windows/sign, with a certificate of the test's own."""
        file, key, cert = (self.work / name for name in ("certificate.base64", "key.pem", "certificate.pem"))
        password = secrets.token_hex(16)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test", "-addext",
                        "extendedKeyUsage=codeSigning", "-keyout", key, "-out", cert], check=True, stderr=subprocess.DEVNULL)
        packed = subprocess.run(["openssl", "pkcs12", "-export", "-inkey", key, "-in", cert, "-passout", "stdin"],
                                input=password.encode(), stdout=subprocess.PIPE, check=True).stdout
        file.write_bytes(base64.b64encode(packed))
        key.unlink()
        return {"WINDOWS_SIGNING_CERTIFICATE": str(file), "WINDOWS_SIGNING_PASSWORD": password, "WINDOWS_TIMESTAMP_URL": ""}

    def is_signed(self):
        """Setup, program and uninstaller, by the test's certificate; the one without it isn't."""
        for file in (self.newer.file, self.newer.program(), self.newer.folder() / "uninstall.exe"):
            same(self.signature(file), 0)
        true(self.signature(self.setup.image / "bin/plumber-leads.exe") != 0, "What isn't signed is taken for signed.")

    def signature(self, file):
        return subprocess.run(["osslsigncode", "verify", "-CAfile", self.work / "certificate.pem", "-in", file],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode

    def has_settings(self):
        true(self.wine.has_key(SETTINGS), "They are gone.")
        true(self.window.sign_in_is_kept(), "The sign-in is gone.")

    def has_no_settings(self):
        true(not self.wine.has_key(SETTINGS), "The settings are still there.")
        true(not self.window.sign_in_is_kept(), "The sign-in is still there.")
        same(sorted(name for name in self.wine.files() if "plumber" in name.lower()), [])
