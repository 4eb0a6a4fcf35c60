"""Pipelines of .gitlab-ci.yml, expanded and run by gitlab-ci-local in a copy of this tree."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "build/pipeline/node_modules/.bin/gitlab-ci-local"
TEN = ("SUPABASE_URL", "SUPABASE_KEY", "SUPABASE_SERVICE_KEY", "ADMIN_EMAIL", "ADMIN_PASSWORD", "DB_PASSWORD",
       "STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET", "EMAIL_SERVICE_API_KEY", "SMS_SERVICE_API_KEY")
# Made up, each of the form that the server wants.
VALUES = {
    "SUPABASE_URL": "https://abcdefghijkl.supabase.example",
    "SUPABASE_KEY": "sb_publishable_made-up",
    "SUPABASE_SERVICE_KEY": "sb_secret_made-up",
    "ADMIN_EMAIL": "admin@office.example",
    "ADMIN_PASSWORD": "made-up-and-long-enough",
    "DB_PASSWORD": "made-up-database-password",
    "STRIPE_API_KEY": "sk_test_made-up",
    "STRIPE_WEBHOOK_SECRET": "whsec_made-up",
    "EMAIL_SERVICE_API_KEY": "SG.made-up.key",
    "SMS_SERVICE_API_KEY": "ACmade-up:token",
}


def run(*command, cwd=ROOT, env=None, timeout=900):
    """What a program prints and how it ends. Our own variables and those of a pipeline that this runs in stay outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CI_", "GITLAB_")) and name not in TEN}
    return subprocess.run([str(word) for word in command], cwd=cwd, env={**kept, **(env or {})}, timeout=timeout, check=False,
                          text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)


class Clone:
    """A copy of this tree as it is, committed or not, as a repository of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="plumber-leads-pipeline-"))
        listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.folder / name)
        who = ("-c", "user.name=Tests", "-c", "user.email=tests@office.example")
        for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "As it is"),
                      ("remote", "add", "origin", "git@gitlab.example:office/plumber-leads.git")):
            subprocess.run(["git", *words], cwd=self.folder, check=True)

    def remove(self):
        shutil.rmtree(self.folder)

    def local(self, *words, variables=None, unset=(), env=None, file=None):
        """Runs gitlab-ci-local with these variables of the pipeline."""
        given = [word for name, value in (variables or {}).items() for word in ("--variable", f"{name}={value}")]
        given += [word for name in unset for word in ("--unset-variable", name)]
        given += ["--file", file] if file else []
        return run(TOOL, *words, *given, "--force-shell-executor", "--no-color", cwd=self.folder, env=env)

    def jobs(self, kind, file=None):
        """{job: when} of a kind of pipeline, for each job that is in it."""
        listed = self.local("--list-json", variables=kind.variables, unset=kind.unset, file=file)
        start = listed.stdout.find("\n[") + 1
        if listed.returncode or not start:
            raise AssertionError(listed.stdout)
        rows = json.JSONDecoder().raw_decode(listed.stdout[start:])[0]
        return {row["name"]: row["when"] for row in rows if row["when"] != "never"}


class Kind:
    """What GitLab sets in one kind of pipeline."""

    def __init__(self, unset=(), **variables):
        self.variables = variables
        self.unset = unset

    def also(self, **variables):
        return Kind(self.unset, **self.variables, **variables)


MERGE_REQUEST = Kind(["CI_COMMIT_BRANCH"], CI_PIPELINE_SOURCE="merge_request_event")
MAIN = Kind(CI_COMMIT_BRANCH="main", CI_DEFAULT_BRANCH="main")
TAG = Kind(["CI_COMMIT_BRANCH"], CI_COMMIT_TAG="v0.1.0", CI_DEFAULT_BRANCH="main")
SCHEDULE = Kind(CI_PIPELINE_SOURCE="schedule", CI_COMMIT_BRANCH="main", CI_DEFAULT_BRANCH="main")
BRANCH = Kind(CI_COMMIT_BRANCH="a-branch", CI_DEFAULT_BRANCH="main")
OTHER_TAG = Kind(["CI_COMMIT_BRANCH"], CI_COMMIT_TAG="before-lunch", CI_DEFAULT_BRANCH="main")
