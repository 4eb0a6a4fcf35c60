"""The light Linux jobs, run by gitlab-ci-local's shell executor: what GitLab would run, line by line. Hosts, GitLab and the
packages are stand-ins; what builds for an hour is only expanded (tst_rules)."""
import hashlib
import re
import stat
import unittest

import pipeline
from pipeline import MAIN, TAG, TEN, VALUES

PACKAGES = ("plumber-leads_0.1.0_amd64.deb", "plumber-leads-server_0.1.0_amd64.deb", "plumber-leads-0.1.0.cdx.json",
            "plumber-leads-server-0.1.0.cdx.json")


class LightJobs(unittest.TestCase):
    def setUp(self):
        self.clone = pipeline.Clone()
        self.addCleanup(self.clone.remove)
        # Nothing of whoever runs this: neither their keys nor their settings.
        self.home = self.clone.folder / ".git/home"
        self.home.mkdir()

    def job(self, name, kind, **variables):
        kind = kind.also(DEPLOY_TO="staging production", **variables)
        return self.clone.local(name, variables=kind.variables, unset=kind.unset, env={"HOME": str(self.home)})

    def assert_passes(self, done):
        self.assertEqual(done.returncode, 0, done.stdout)

    def write(self, name, text, mode=0o644):
        path = self.clone.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def stand_in_packages(self, *others):
        for name in PACKAGES + others:
            self.write(f"build/release/packages/{name}", f"stands in for {name}\n")

    def test_lint(self):
        self.assert_passes(self.job("lint", MAIN))

    def test_lint_notices_a_broken_script(self):
        self.write("packaging/broken", "#!/bin/sh\ncd $1\nrm *\n", 0o755)
        done = self.job("lint", MAIN)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("SC2164", done.stdout)

    def test_tag(self):
        self.assert_passes(self.job("tag", TAG))
        self.assertEqual(self.job("tag", pipeline.Kind(TAG.unset, CI_COMMIT_TAG="v77.0.0")).returncode, 1)

    def test_variables(self):
        done = self.job("variables:staging", MAIN, **VALUES)
        self.assert_passes(done)
        for name in TEN:
            self.assertNotIn(VALUES[name], done.stdout)
        done = self.job("variables:production", TAG)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertEqual(set(re.findall(r"(\w+) is missing: ", done.stdout)), set(TEN))
        self.assertIn("environment production", done.stdout)

    def test_an_office_without_text_messages(self):
        some = {name: value for name, value in VALUES.items() if name != "SMS_SERVICE_API_KEY"}
        self.assertEqual(self.job("variables:staging", MAIN, **some).returncode, 1)
        self.assert_passes(self.job("variables:staging", MAIN, **some, SERVER_VARIABLES=" ".join(some)))

    def test_notes_and_checksums(self):
        self.stand_in_packages()
        self.write("build/cross/packages/plumber-leads-0.1.0-setup.exe", "an installer\n")
        self.assert_passes(self.job("notes", TAG))
        folder = self.clone.folder / "build/release-files"
        self.assertEqual({path.name for path in folder.iterdir()},
                         {*PACKAGES, "plumber-leads-0.1.0-setup.exe", "SHA256SUMS", "NOTES.md"})
        sums = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
        self.assertEqual(sums, {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()
                                if path.name.startswith("plumber-leads")})
        self.assertIn("The server takes leads over HTTP", (folder / "NOTES.md").read_text())

    def test_notes_refuse_another_version_and_a_missing_package(self):
        self.assertIn("is missing", self.job("notes", TAG).stdout)
        self.stand_in_packages()
        bill = self.clone.folder / "build/release/packages" / PACKAGES[3]
        bill.rename(bill.with_suffix(".old"))
        self.assertIn(f"{PACKAGES[3]} is missing", self.job("notes", TAG).stdout)
        bill.with_suffix(".old").rename(bill)
        self.stand_in_packages("plumber-leads_0.1.01_amd64.deb")
        done = self.job("notes", TAG)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("is not of version 0.1.0", done.stdout)

    def test_release_signs_only_with_a_key_and_fails_when_gitlab_is_away(self):
        self.stand_in_packages()
        self.assert_passes(self.job("notes", TAG))
        self.write("packaging/release/sign-manifest", '#!/bin/sh\nprintf "%s " "$@"\n', 0o755)
        away = {"CI_API_V4_URL": "http://127.0.0.1:9/api/v4", "CI_PROJECT_ID": "7", "CI_JOB_TOKEN": "made-up-token"}
        done = self.job("release", TAG, **away)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("no window will say", done.stdout)
        self.assertIn("Failed to connect", done.stdout)
        done = self.job("release", TAG, **away, PL_UPDATE_SIGNING_KEY="made-up-key")
        self.assertIn("/packages/generic/plumber-leads/0.1.0 --output build/release-files/updates.json", done.stdout)
        self.assertNotIn("made-up-key", done.stdout)
        self.assertNotIn("made-up-token", done.stdout)

    def test_deploy_brings_the_server_and_then_its_settings(self):
        self.stand_in_packages()
        self.write("packaging/droplet/deploy", '#!/bin/sh\nprintf "deploy %s: %s\\n" "$*" "$DEPLOY_SETTINGS"\n'
                   'stat -c "key %a" "$DEPLOY_KEY"\n', 0o755)
        key = self.write(".git/key", "a private key\n")
        done = self.job("deploy:staging", MAIN, **VALUES, DEPLOY_HOST="staging.office.example", DEPLOY_KEY=str(key))
        self.assert_passes(done)
        version = done.stdout.index(f"deploy staging.office.example build/release/packages/{PACKAGES[1]}: \n")
        settings = done.stdout.index(f"deploy --settings staging.office.example: {' '.join(TEN)} PUBLIC_URL ")
        self.assertLess(version, settings)
        for name in TEN:
            self.assertNotIn(VALUES[name], done.stdout)
        self.assertIn("key 600", done.stdout)
        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)

    def test_deploy_stops_when_a_variable_is_missing(self):
        self.stand_in_packages()
        self.write("packaging/droplet/deploy", "#!/bin/sh\necho deployed\n", 0o755)
        key = self.write(".git/key", "a private key\n")
        done = self.job("deploy:staging", MAIN, DEPLOY_HOST="staging.office.example", DEPLOY_KEY=str(key))
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertNotIn("deployed", done.stdout.replace("echo deployed", ""))


if __name__ == "__main__":
    unittest.main()
