"""Which jobs run when, and what no job may do."""
import json
import re
import subprocess
import unittest

import pipeline
from pipeline import BRANCH, MAIN, MERGE_REQUEST, OTHER_TAG, ROOT, SCHEDULE, TAG, TEN

SANITIZERS = {f"sanitizers: [{preset}]" for preset in ("asan", "tsan")}
FUZZERS = {f"fuzz: [{target}]" for target in ("request", "leadjson", "leadform", "restquery", "stripesignature", "linktoken",
                                               "hookbody", "sheet", "archive")}
SLOW = {"tidy", "plain", "coverage", "monitoring"} | SANITIZERS
LONG = {f"long: [{name}]" for name in ("deploy", "macos", "neighbors", "reproducible", "service")}
PACKAGES = {"package:linux", "packages"}
STAGING = {"variables:staging", "migrate:staging", "deploy:staging"}
PRODUCTION = {"variables:production", "migrate:production", "deploy:production"}
RUNNERS = {"WINDOWS_RUNNER": "windows", "MACOS_RUNNER": "macos"}
OTHERS = {"package:msvc", "package:macos"}
DEPLOYS = {"DEPLOY_TO": "staging production"}

# Name of the row, kind of pipeline, jobs that run by themselves, jobs that wait for somebody.
TABLE = (
    ("merge request", MERGE_REQUEST, {"lint", "pipeline", "test"} | SLOW | FUZZERS | PACKAGES, {"package:windows"}),
    ("merge request, runners for all systems, environments", MERGE_REQUEST.also(**RUNNERS, **DEPLOYS),
     {"lint", "pipeline", "test"} | SLOW | FUZZERS | PACKAGES, {"package:windows"} | OTHERS),
    ("main", MAIN, {"lint", "pipeline", "test", "package:windows"} | SLOW | LONG | PACKAGES, set()),
    ("main with both environments", MAIN.also(**DEPLOYS),
     {"lint", "pipeline", "test", "package:windows"} | SLOW | LONG | PACKAGES | STAGING, set()),
    ("main with production alone", MAIN.also(DEPLOY_TO="production"),
     {"lint", "pipeline", "test", "package:windows"} | SLOW | LONG | PACKAGES, set()),
    ("tag", TAG, {"lint", "tag", "test", "package:windows", "notes", "release"} | PACKAGES, set()),
    ("tag, runners for all systems, environments", TAG.also(**RUNNERS, **DEPLOYS),
     {"lint", "tag", "test", "package:windows", "notes", "release"} | PACKAGES | OTHERS | PRODUCTION - {"migrate:production"},
     {"migrate:production"}),
    ("schedule", SCHEDULE.also(**RUNNERS, **DEPLOYS), {"test"} | SLOW | LONG | FUZZERS, set()),
)


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.clone = pipeline.Clone()
        cls.addClassCleanup(cls.clone.remove)
        expanded = cls.clone.local("--preview")
        cls.text = expanded.stdout[expanded.stdout.index("---"):] if "---" in expanded.stdout else expanded.stdout
        read = subprocess.run(["node", "-e", "process.stdout.write(JSON.stringify(require('js-yaml').load("
                               "require('fs').readFileSync(0, 'utf8'))))"], cwd=ROOT / "build/pipeline", input=cls.text,
                              text=True, check=True, stdout=subprocess.PIPE)
        cls.file = json.loads(read.stdout)
        cls.jobs = {name: job for name, job in cls.file.items()
                    if isinstance(job, dict) and "script" in job and not name.startswith(".")}

    def commands(self, job):
        return [line for key in ("before_script", "script", "after_script") for line in self.jobs[job].get(key, [])]

    def test_each_kind_of_pipeline_has_its_jobs(self):
        for name, kind, automatic, waiting in TABLE:
            with self.subTest(name):
                jobs = self.clone.jobs(kind)
                self.assertEqual({job for job, when in jobs.items() if when == "on_success"}, automatic)
                self.assertEqual({job for job, when in jobs.items() if when == "manual"}, waiting)

    def test_what_is_pushed_elsewhere_makes_no_pipeline(self):
        rules = self.file["workflow"]["rules"]
        (self.clone.folder / "workflow.yml").write_text(json.dumps({"workflow": {"rules": rules},
                                                                    "it": {"script": ["true"], "rules": rules}}))
        for kind, runs in ((MERGE_REQUEST, True), (MAIN, True), (TAG, True), (SCHEDULE, True), (BRANCH, False), (OTHER_TAG, False)):
            with self.subTest(kind.variables):
                self.assertEqual("it" in self.clone.jobs(kind, file="workflow.yml"), runs)

    def test_a_job_waits_only_for_jobs_of_its_pipeline(self):
        for name, kind, *_ in TABLE:
            jobs = self.clone.jobs(kind)
            for job in jobs:
                needs = self.jobs[job.split(": [")[0]].get("needs", [])
                required = {need["job"] for need in needs if not need.get("optional")}
                with self.subTest(f"{name}: {job}"):
                    self.assertEqual(required - {other.split(": [")[0] for other in jobs}, set())

    def test_no_command_names_a_secret(self):
        secrets = re.compile(r"\$\{?(%s|CI_JOB_TOKEN|\w*PASSWORD|\w*SECRET)\b" % "|".join(TEN))
        self.assertTrue(secrets.search("curl -u ${DB_PASSWORD:-x}"))
        for job in self.jobs:
            for line in self.commands(job):
                self.assertIsNone(secrets.search(line), f"{job}: {line}")
                self.assertIsNone(re.search(r"\bprintenv\b|\benv\b|set -\w*x|\bexport\b", line), f"{job}: {line}")

    def test_the_ten_variables_are_checked_and_documented(self):
        checked = (ROOT / ".ci/check-variables").read_text(encoding="utf-8")
        guide = (ROOT / "docs/admin.md").read_text(encoding="utf-8")
        self.assertEqual(tuple(self.file["variables"]["SERVER_VARIABLES"].split()), TEN)
        self.assertEqual(tuple(re.findall(r"^([A-Z_]+)\t", checked, re.M)), TEN)
        for name in TEN:
            self.assertIn(f"| `{name}` |", guide)

    def test_settings_that_are_sent_are_known_to_the_host(self):
        script = (ROOT / "packaging/droplet/on-host").read_text(encoding="utf-8")
        known = re.search(r"^secret_names='([^']*)'", script, re.M)[1] + " " + re.search(r"^plain_names='([^']*)'", script, re.M)[1]
        variables = self.file["variables"]
        sent = set(variables["SERVER_VARIABLES"].split()) | set(variables["SERVER_SETTINGS"].split())
        self.assertEqual(sent - set(known.split()), set())
        unit = (ROOT / "packaging/linux/plumber-leads-server.service").read_text(encoding="utf-8")
        secrets = re.search(r"^secret_names='([^']*)'", script, re.M)[1].split()
        self.assertEqual(set(re.findall(r"^LoadCredential=(\w+):", unit, re.M)), set(secrets))

    def test_packages_are_told_their_commit(self):
        for job in ("package:linux", "package:msvc", "package:macos"):
            self.assertIn("PL_COMMIT", self.jobs[job]["variables"], job)

    def test_production_waits_for_a_person_and_nothing_else_touches_it(self):
        touching = {job for job in self.jobs if self.jobs[job].get("environment", {}).get("name") == "production"
                    and self.jobs[job]["environment"].get("action") != "verify"}
        self.assertEqual(touching, {"migrate:production", "deploy:production"})
        self.assertEqual([rule["when"] for rule in self.jobs["migrate:production"]["rules"]], ["manual"])
        self.assertFalse(self.jobs["migrate:production"]["rules"][0]["allow_failure"])
        self.assertIn("migrate:production", [need["job"] for need in self.jobs["deploy:production"]["needs"]])

    def test_an_environment_is_changed_by_one_job_at_a_time_that_is_not_interrupted(self):
        for job in ("migrate:staging", "deploy:staging", "migrate:production", "deploy:production"):
            with self.subTest(job):
                self.assertEqual(self.jobs[job]["resource_group"], self.jobs[job]["environment"]["name"])
                self.assertFalse(self.jobs[job]["interruptible"])

    def expanded(self, job):
        """Its commands, with each of its matrix' values."""
        rows = self.jobs[job].get("parallel", {}).get("matrix", [{}])
        values = [(name, value) for row in rows for name, some in row.items() for value in some] or [("-", "-")]
        return [line.replace(f"${name}", value) for line in self.commands(job) for name, value in values]

    def test_whatever_jobs_call_is_there(self):
        lines = [line for job in self.jobs for line in self.expanded(job)]
        for program in {line.split()[0].removeprefix("./") for line in lines if "/" in line.split()[0]}:
            with self.subTest(program):
                self.assertTrue((ROOT / program).is_file() and (program.endswith(".ps1") or (ROOT / program).stat().st_mode & 0o100))
        verbs = re.findall(r"(?m)^(\w+)\)", (ROOT / "dev").read_text(encoding="utf-8"))
        for line in lines:
            for verb, name in re.findall(r"\./dev (\w+) ?([$\w]*)", line):
                with self.subTest(line):
                    self.assertIn(verb, verbs)
                    if verb == "test":
                        self.assertTrue((ROOT / f"tests/packaging/test-{name}").is_file())

    def test_whatever_scripts_use_is_there(self):
        for script in (ROOT / ".ci").iterdir():
            for used in re.findall(r"\bpackaging/[\w./-]*\w", script.read_text(encoding="utf-8")):
                with self.subTest(f"{script.name}: {used}"):
                    self.assertTrue((ROOT / used).exists())

    def test_every_job_has_an_end(self):
        for job in self.jobs:
            self.assertIn("timeout", {**self.file.get("default", {}), **self.jobs[job]}, job)


if __name__ == "__main__":
    unittest.main()
