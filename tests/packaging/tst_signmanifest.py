#!/usr/bin/env python3
"""packaging/release/sign-manifest, as a pipeline calls it. That the window believes it: tests/models/updates/tst_signedtext."""
import base64
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "packaging/release/sign-manifest"
URLS = ["--page", "https://makers.example/download", "--base", "https://makers.example/files/"]


class SignManifest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        self.key = self.root / "key.pem"
        self.packages = self.root / "packages"
        self.packages.mkdir()
        self.call("--new-key", str(self.key), key=None)
        for name in ("plumber-leads_1.2.3_amd64.deb", "plumber-leads-1.2.3-setup.exe", "plumber-leads-1.2.3.dmg",
                     "plumber-leads-1.2.3.AppImage", "plumber-leads-server_1.2.3_amd64.deb", "plumber-leads-1.2.3.cdx.json", "SHA256SUMS"):
            (self.packages / name).write_text(name, encoding="ascii")

    def tearDown(self):
        self.folder.cleanup()

    def call(self, *arguments, key="", status=0, **environment):
        kept = {name: value for name, value in os.environ.items() if name != "PL_UPDATE_SIGNING_KEY"}
        if key is not None:
            kept["PL_UPDATE_SIGNING_KEY"] = key or str(self.key)
        done = subprocess.run([SCRIPT, *arguments], capture_output=True, check=False, env={**kept, **environment})
        self.assertEqual(done.returncode, status, done.stderr)
        secret = self.key.read_text(encoding="ascii").split("\n")[1] if self.key.exists() else "none"
        self.assertNotIn(secret.encode(), done.stdout + done.stderr)
        return done.stdout if status == 0 else done.stderr.decode()

    def signed(self, **more):
        return self.call(str(self.packages), *URLS, SOURCE_DATE_EPOCH="1795000000", **more)

    def verified(self, text):
        """The text, if openssl finds it signed with the key that the script tells."""
        line, body = text.split(b"\n", 1)
        self.assertTrue(line.startswith(b"ed25519 "))
        public = base64.b64decode(self.call("--public-key"), validate=False)
        self.assertEqual(len(public), 32)
        files = {"public.der": bytes.fromhex("302a300506032b6570032100") + public, "body": body,
                 "signature": base64.b64decode(line[8:], validate=True)}
        for name, content in files.items():
            (self.root / name).write_bytes(content)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", self.root / "public.der", "-rawin",
                               "-in", self.root / "body", "-sigfile", self.root / "signature"], capture_output=True, check=False)
        return json.loads(body) if done.returncode == 0 else None

    def test_the_key_is_its_owners_alone(self):
        self.assertEqual(self.key.stat().st_mode & 0o777, 0o600)
        self.call("--new-key", str(self.key), status=1)

    def test_the_manifest_names_the_desktops_packages(self):
        manifest = self.verified(self.signed())
        self.assertIsNotNone(manifest)
        self.assertEqual(manifest["product"], "plumber-leads")
        self.assertEqual((manifest["signed"], manifest["expires"]), ("2026-11-18T11:06:40Z", "2027-05-17T11:06:40Z"))
        self.assertEqual({p["name"]: p["system"] for p in manifest["packages"]},
                         {"plumber-leads_1.2.3_amd64.deb": "linux", "plumber-leads-1.2.3.AppImage": "linux",
                          "plumber-leads-1.2.3-setup.exe": "windows", "plumber-leads-1.2.3.dmg": "macos"})
        for package in manifest["packages"]:
            self.assertEqual(package["sha256"], hashlib.sha256(package["name"].encode()).hexdigest())
            self.assertEqual(package["url"], "https://makers.example/files/" + package["name"])

    def test_a_changed_byte_is_noticed(self):
        text = self.signed()
        self.assertIsNone(self.verified(text.replace(b"makers.example/download", b"makers.example/downloaf")))

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(self.signed(), self.signed())

    def test_the_key_can_be_the_variable_itself(self):
        self.assertEqual(self.signed(key=self.key.read_text(encoding="ascii")), self.signed())

    def test_what_is_missing_or_wrong_is_said(self):
        self.assertIn("PL_UPDATE_SIGNING_KEY is missing", self.signed_badly(key=None))
        self.assertIn("Ed25519", self.signed_badly(key=str(self.packages / "SHA256SUMS")))
        rsa = self.root / "rsa.pem"
        subprocess.run(["openssl", "genrsa", "-out", rsa, "2048"], check=True, capture_output=True)
        self.assertIn("no Ed25519 key", self.signed_badly(key=str(rsa)))
        empty = self.root / "empty"
        empty.mkdir()
        self.assertIn("no package", self.call(str(empty), *URLS, status=1))
        self.assertIn("https", self.call(str(self.packages), "--page", "http://x/", "--base", "https://x/", status=2))

    def signed_badly(self, key):
        return self.call(str(self.packages), *URLS, key=key, status=1)


if __name__ == "__main__":
    unittest.main()
