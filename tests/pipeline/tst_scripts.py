"""The scripts in .ci that jobs call, by themselves: the check of the variables, release notes, the files of a release, and
publishing them at a stand-in for GitLab."""
import http.server
import json
import pathlib
import subprocess
import tempfile
import threading
import unittest

from pipeline import ROOT, TEN, VALUES, run


class CheckVariables(unittest.TestCase):
    def check(self, *names, **changes):
        environment = {name: value for name, value in {**VALUES, **changes}.items() if value is not None}
        done = run(ROOT / ".ci/check-variables", *names, env=environment)
        for name in TEN:
            if environment.get(name):
                self.assertNotIn(environment[name], done.stdout, f"{name} was printed")
        return done

    def test_accepts_what_the_server_accepts(self):
        self.assertEqual(self.check().returncode, 0)
        old = "aaaa.bbbb.cccc"
        self.assertEqual(self.check(SUPABASE_KEY=old, SUPABASE_SERVICE_KEY=old, STRIPE_API_KEY="rk_live_made-up").returncode, 0)

    def test_names_each_missing_variable_with_a_sentence(self):
        for name in TEN:
            for nothing in (None, ""):
                done = self.check(**{name: nothing})
                with self.subTest(name):
                    self.assertEqual(done.returncode, 1)
                    self.assertRegex(done.stdout, rf"^{name} is missing: .{{20,}}\.\n")
                    self.assertEqual(done.stdout.count(" is missing"), 1)

    def test_names_all_at_once(self):
        done = self.check(**{name: None for name in TEN})
        self.assertEqual([line.split()[0] for line in done.stdout.splitlines()[:-1]], list(TEN))

    def test_refuses_what_gitlab_can_not_mask(self):
        for value in ("a password with blanks", "two\nlines-of-it", "short12"):
            with self.subTest(value):
                done = self.check(DB_PASSWORD=value)
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stdout, "^DB_PASSWORD can't be masked")

    def test_refuses_what_would_stop_the_server(self):
        for name, value in (("SUPABASE_URL", "abcdefghijkl"), ("SUPABASE_SERVICE_KEY", "sb_publishable_x"),
                            ("ADMIN_EMAIL", "sam-without-at"), ("ADMIN_PASSWORD", "elevenchars"), ("STRIPE_API_KEY", "pk_live_made-up"),
                            ("STRIPE_WEBHOOK_SECRET", "sec_made-up"), ("SMS_SERVICE_API_KEY", "ACwithout-token")):
            with self.subTest(name):
                done = self.check(**{name: value})
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stdout, f"^{name} has another form")

    def test_checks_only_what_it_is_asked_for(self):
        nothing = {name: None for name in TEN}
        self.assertEqual(self.check("SUPABASE_URL", "DB_PASSWORD", **{**nothing, **{name: VALUES[name] for name in
                                    ("SUPABASE_URL", "DB_PASSWORD")}}).returncode, 0)
        self.assertEqual(self.check("DB_PASSWORD", **nothing).stdout.count("missing"), 1)
        self.assertEqual(self.check("SOMETHING_ELSE").returncode, 2)

    def test_refuses_a_pipeline_that_logs_everything(self):
        done = run(ROOT / ".ci/check-variables", env={**VALUES, "CI_DEBUG_TRACE": "true"})
        self.assertEqual(done.returncode, 1)
        self.assertIn("CI_DEBUG_TRACE", done.stdout)


class Migrate(unittest.TestCase):
    def migrate(self, fails="", **environment):
        """What is done with a stand-in for the server, which says what it was given."""
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder, "plumber-leads-server")
            program.write_text('#!/bin/sh\necho "run: $*"\n[ "$*" != "%s" ]\n' % fails)
            program.chmod(0o755)
            return run(ROOT / ".ci/migrate", env={"PATH": f"{folder}:/usr/bin:/bin", **environment})

    def runs(self, done):
        return [line for line in done.stdout.splitlines() if line.startswith("run: ")]

    def test_says_what_it_will_do_first(self):
        done = self.migrate(**VALUES)
        self.assertEqual((done.returncode, self.runs(done)), (0, ["run: migrate --dry-run", "run: migrate"]))
        done = self.migrate(**VALUES, SUPABASE_POOLER="pooler.example")
        self.assertEqual(self.runs(done), ["run: migrate --dry-run --pooler pooler.example", "run: migrate --pooler pooler.example"])

    def test_does_nothing_after_a_plan_that_failed(self):
        done = self.migrate("migrate --dry-run", **VALUES)
        self.assertEqual((done.returncode, self.runs(done)), (1, ["run: migrate --dry-run"]))

    def test_fails_without_its_variables(self):
        done = self.migrate(SUPABASE_URL=VALUES["SUPABASE_URL"], SERVER_VARIABLES=" ".join(TEN))
        self.assertEqual((done.returncode, self.runs(done)), (1, []))

    def test_leaves_a_server_alone_that_keeps_its_data_itself(self):
        done = self.migrate(SERVER_VARIABLES="ADMIN_EMAIL ADMIN_PASSWORD")
        self.assertEqual((done.returncode, self.runs(done)), (0, []))


class ReleaseNotes(unittest.TestCase):
    TEXT = ("# Changelog\n\n## Unreleased\n- soon\n\n## 1.10.0 (2026-05-01)\n\n### Added\n- ten\n\n## 1.1.0\n- one\n## 1.0.0\n\n"
            "## 0.9.0\n- last\n")

    def notes(self, version):
        with tempfile.NamedTemporaryFile("w", suffix=".md") as changelog:
            changelog.write(self.TEXT)
            changelog.flush()
            return run(ROOT / ".ci/release-notes", version, changelog.name)

    def test_gives_the_section_of_one_version(self):
        for version, text in (("1.10.0", "### Added\n- ten\n"), ("v1.10.0", "### Added\n- ten\n"), ("1.1.0", "- one\n"),
                              ("0.9.0", "- last\n"), ("Unreleased", "- soon\n")):
            with self.subTest(version):
                self.assertEqual((self.notes(version).returncode, self.notes(version).stdout), (0, text))

    def test_refuses_a_version_without_notes(self):
        for version in ("1.0.0", "1.1", "1.1.00", "2.0.0", ".*"):
            with self.subTest(version):
                self.assertEqual(self.notes(version).returncode, 1)

    def test_the_last_release_has_notes(self):
        done = run(ROOT / ".ci/release-notes", "v0.1.0")
        self.assertEqual(done.returncode, 0)
        self.assertIn("journal", done.stdout)


class GitLab(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent."""
    files, releases, strangers, answer = {}, [], [], 201

    def body(self):
        if self.headers.get("JOB-TOKEN") != "made-up-token":
            GitLab.strangers.append(self.path)
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def reply(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_PUT(self):
        GitLab.files[self.path] = self.body()
        self.reply(201)

    def do_POST(self):
        GitLab.releases.append((self.path, json.loads(self.body())))
        self.reply(GitLab.answer)

    def log_message(self, *_):
        pass


class Publish(unittest.TestCase):
    def setUp(self):
        GitLab.files, GitLab.releases, GitLab.strangers, GitLab.answer = {}, [], [], 201
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), GitLab)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        self.api = f"http://127.0.0.1:{server.server_port}/api/v4"
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(lambda: subprocess.run(["rm", "-rf", self.folder], check=True))
        for name, text in (("plumber-leads_1.2.3_amd64.deb", "a package"), ("SHA256SUMS", "sums"), ("NOTES.md", '- "quoted" \\ $HOME\n')):
            (self.folder / name).write_text(text)

    def publish(self):
        return run(ROOT / ".ci/publish", "v1.2.3", self.folder, env={"CI_API_V4_URL": self.api, "CI_PROJECT_ID": "7",
                                                                    "CI_JOB_TOKEN": "made-up-token"})

    def test_uploads_the_files_and_makes_the_release(self):
        done = self.publish()
        self.assertEqual(done.returncode, 0, done.stdout)
        base = "/api/v4/projects/7/packages/generic/plumber-leads/1.2.3/"
        self.assertEqual(GitLab.files, {base + "plumber-leads_1.2.3_amd64.deb": b"a package", base + "SHA256SUMS": b"sums"})
        (path, release), = GitLab.releases
        self.assertEqual((path, release["tag_name"], release["name"], release["description"]),
                         ("/api/v4/projects/7/releases", "v1.2.3", "Plumber Leads 1.2.3", '- "quoted" \\ $HOME\n'))
        self.assertEqual({link["name"] for link in release["assets"]["links"]}, {"plumber-leads_1.2.3_amd64.deb", "SHA256SUMS"})
        for link in release["assets"]["links"]:
            self.assertIn(link["url"].partition("/api/")[2], [name.partition("/api/")[2] for name in GitLab.files])
        self.assertEqual(GitLab.strangers, [])
        self.assertNotIn("made-up-token", done.stdout)

    def test_may_be_repeated(self):
        GitLab.answer = 409
        self.assertEqual(self.publish().returncode, 0)

    def test_fails_when_gitlab_refuses(self):
        GitLab.answer = 403
        done = self.publish()
        self.assertEqual(done.returncode, 1)
        self.assertIn("403", done.stdout)


if __name__ == "__main__":
    unittest.main()
