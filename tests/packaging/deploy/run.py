#!/usr/bin/env python3
"""The deploy script against a droplet of plain Debian in a chroot, over a real sshd, while a source sends leads.

    run.py SERVER_PROGRAM DEBIAN_ROOT

Root's, in namespaces of its own: ./dev test deploy.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import packages
from host import DROPLET, Host
from script import SCRIPT, older, with_script
from source import Source, ask, leads_in_store

PASSWORD = "not-for-any-log-4711"
CHANGED = "not-for-any-log-4712"


def check(name, condition, *told):
    if not condition:
        print(*told, sep="\n")
        sys.exit(f"FAILED: {name}")
    print(f"ok: {name}", flush=True)


class Deploys:
    def __init__(self, work, program, base):
        self.work = Path(work)
        self.program = self.work / "server"
        subprocess.run(["strip", "-o", self.program, program], check=True)
        self.host = Host(base, work)
        self.told = ""
        self.newer = with_script(work, "newer", SCRIPT.read_text() + "# newer\n")
        self.broken = with_script(work, "broken", SCRIPT.read_text() + "if\n")

    def package(self, version, spoil=None):
        return packages.make(self.work, self.program, version, spoil)

    def deploy(self, *arguments, **more):
        code, told = self.host.deploy(*arguments, **more)
        self.told += told
        return code, told

    def runs(self, version):
        """Which version answers, by the process that does."""
        pid = self.pid()
        own = self.host.run(f"/proc/{pid}/exe", "--version") if pid != "0" else ""
        return own.split()[-1:] == [version] and ask("/healthz")[0] == 200

    def pid(self):
        return self.host.run("systemctl", "show", "-p", "MainPID", "--value", "plumber-leads-server").strip()

    def server(self, *arguments):
        return self.host.run("runuser", "-u", "plumber-leads", "--", "plumber-leads-server", *arguments, "--data",
                             "/var/lib/plumber-leads")

    def setting(self, line):
        with open(self.host.root / "etc/plumber-leads/plumber-leads-server.env", "a") as file:
            file.write(line + "\n")

    def settings(self, **values):
        return self.deploy("--settings", "127.0.0.1", DEPLOY_SETTINGS=" ".join(values), **values)

    def etc(self, name):
        return self.host.root / "etc/plumber-leads" / name

    def script_is(self, droplet):
        return self.host.script().read_text() == (droplet / "on-host").read_text()

    def nothing_lost(self):
        wanted = set(self.source.acknowledged)
        try:
            self.host.wait(lambda: wanted <= leads_in_store(self.secret_key), 30)
            return True
        except AssertionError:
            return False

    # --- the cases, in this order ------------------------------------------------------------------------------------

    def shut_doors(self):
        refused = self.host.ssh("root", "true", self.work / "admin")
        check("root can't sign in", refused.returncode == 255, refused.stderr)
        check("the deploying key can't become the admin", self.host.ssh("office-admin", "true").returncode == 255)
        check("the admin's key can", self.host.ssh("office-admin", "true", self.work / "admin").returncode == 0)
        check("the deploying user gets no shell as root", self.host.ssh("deploy", "sudo -n id").returncode != 0)

    def first(self):
        old = self.package("0.1.1")
        self.host.script().write_text(older())
        code, told = self.settings(SMS_FROM="+15125550100")
        check("an older script takes no settings, and says so", code == 1 and "too old" in told, told)
        code, told = self.deploy("--dry-run", "127.0.0.1", old)
        check("a dry run changes nothing", code == 0 and "nothing was changed" in told and self.pid() == "0", told)
        code, told = self.deploy("127.0.0.1", old)
        check("the first deploy", code == 0 and self.runs("0.1.1"), told)
        check("an older script makes room for the newer one", self.script_is(DROPLET), told)
        settings = (self.host.root / "etc/plumber-leads/plumber-leads-server.env").read_text()
        check("the office's address is set", "\nPUBLIC_URL=https://leads.youroffice.com\n" in settings)
        self.setting(f"ADMIN_EMAIL=admin@example.com\nADMIN_PASSWORD={PASSWORD}")
        self.secret_key = json.loads(self.server("keys", "--json"))["secret_key"]
        self.source = Source(json.loads(self.server("source", "add", "web", "--json"))["key"])
        self.source.start()
        self.host.wait(lambda: len(self.source.acknowledged) > 20)

    def update(self):
        # As on a droplet whose version came without a script.
        self.host.script().write_text(older())
        for file in (self.host.root / "var/lib/plumber-leads-deploy/releases").glob("*/*on-host*"):
            file.unlink()
        code, told = self.deploy("127.0.0.1", self.package("0.1.2"))
        check("an update", code == 0 and "DEPLOYED" in told and self.runs("0.1.2"), told)
        check("settings stay", PASSWORD in self.host.run("cat", "/etc/plumber-leads/plumber-leads-server.env"))
        check("a backup is there", any((self.host.root / "var/lib/plumber-leads-deploy/backups").glob("*/*")), told)
        check("nothing is lost", self.nothing_lost())
        check("an older script makes room for the newer one at an update", self.script_is(DROPLET), told)
        before = os.readlink(self.host.root / "var/lib/plumber-leads-deploy/previous")
        check("it is kept with its version", (self.host.root / before.lstrip("/") / "on-host").read_text() == older())

    def sent_settings(self):
        pid = self.pid()
        sent = {"ADMIN_EMAIL": "admin@example.com", "ADMIN_PASSWORD": CHANGED, "OFFICE_NAME": "Joe's Pipes", "METRICS_TOKEN": CHANGED * 2,
                "SMS_FROM": ""}
        code, told = self.settings(**sent)
        check("settings are sent", code == 0 and self.pid() != pid and self.runs("0.1.2"), told)
        check("what changed is named, and nothing else", "ADMIN_PASSWORD METRICS_TOKEN OFFICE_NAME. Restarting" in told, told)
        lines = self.etc("plumber-leads-server.env").read_text().splitlines()
        check("a secret is a file for root alone, and no line any more",
              self.etc("credentials/ADMIN_PASSWORD").read_text() == CHANGED and
              self.etc("credentials/ADMIN_PASSWORD").stat().st_mode & 0o777 == 0o600 and
              not any(line.startswith("ADMIN_PASSWORD") for line in lines))
        check("the rest are lines", "OFFICE_NAME=\"Joe's Pipes\"" in lines and "ADMIN_EMAIL=admin@example.com" in lines and
              self.etc("plumber-leads-server.env").stat().st_mode & 0o777 == 0o600, *lines)
        pid = self.pid()
        code, told = self.settings(**sent)
        check("the same settings again restart nothing", code == 0 and "as they were" in told and self.pid() == pid, told)

    def refused_settings(self):
        pid = self.pid()
        for name, values, why in (("of another program", {"PATH": os.environ["PATH"]}, "no setting PATH"),
                                  ("with a line break", {"OFFICE_NAME": "a\nb"}, "line break"),
                                  ("that would leave leads behind", {"SUPABASE_URL": "https://x.supabase.co"}, "Move it first")):
            code, told = self.settings(**values)
            check("settings " + name + " are refused", code == 1 and why in told and self.pid() == pid, told)
        code, told = self.settings(SMS_SERVICE_API_KEY="of-another-form", OFFICE_NAME="Other")
        check("settings that stop the server are put back", code == 1 and "PUT BACK" in told and self.runs("0.1.2") and
              not self.etc("credentials/SMS_SERVICE_API_KEY").exists() and
              "Joe's" in self.etc("plumber-leads-server.env").read_text(), told)
        left = self.host.run("find", "/var/lib/plumber-leads-deploy/releases", "-name", "settings", "-o", "-name", "before*")
        check("no settings are left behind", not left, left)
        check("nothing is lost", self.nothing_lost())

    def untouched(self, name, pid, *told):
        check(name + ": nothing was touched", self.pid() == pid and self.runs("0.1.2"), *told)

    def broken_upload(self):
        pid = self.pid()
        file = self.package("0.1.3")
        name, number = file.name, "20300101T000000-abcdef"
        subprocess.run(["cp", file, self.host.root / "home/deploy"], check=True)
        send = f"mkdir -p incoming/{number}; cp {name} incoming/{number}/{name}.part; "
        run = f"sudo -n /usr/local/sbin/plumber-leads-on-host deploy {number}"
        told = self.host.ssh("deploy", send + f"echo {'0' * 64} {name} | {run}")
        check("an upload that broke off", told.returncode == 1 and "did not arrive" in told.stdout, told)
        number = number.replace("abcdef", "abcde0")
        send = f"mkdir -p incoming/{number}; mv {name} incoming/{number}/; "
        told = self.host.ssh("deploy", send + f"echo {'0' * 64} {name} | {run[:-22]}{number}")
        check("a wrong checksum", told.returncode == 1 and "checksum" in told.stdout, told)
        told = self.host.ssh("deploy", f"echo {'0' * 64} ../../x.deb | {run[:-22]}{number[:-1]}1")
        check("a name that leaves its folder", told.returncode == 1 and "can't be right" in told.stdout, told)
        self.untouched("a broken upload", pid)

    def refusing(self):
        pid = self.pid()
        code, told = self.deploy("127.0.0.1", self.package("0.1.4", "refusing"), droplet=self.newer)
        check("a version that can't open the data is not switched to", code == 1 and "can't open a copy" in told, told)
        check("its script went with it", "takes over" in told and self.script_is(DROPLET), told)
        code, told = self.deploy("127.0.0.1", self.package("0.1.4"), droplet=self.broken)
        check("a broken script never takes over", code == 1 and "doesn't run here" in told and self.script_is(DROPLET), told)
        self.untouched("a version that can't open the data", pid, told)

    def silent_and_second(self):
        first = self.host.deploy_command("127.0.0.1", self.package("0.1.5", "silent"))
        self.host.wait(lambda: "Switching" in self.host.log().rsplit("0.1.5", 1)[-1] and "0.1.5" in self.host.log())
        code, told = self.deploy("127.0.0.1", self.package("0.1.6"))
        check("a second deploy at a time", code == 75 and "changed nothing" in told, told)
        told = first.communicate(timeout=120)[0]
        self.told += told
        check("an unhealthy version is rolled back", first.returncode == 1 and "ROLLED BACK" in told and self.runs("0.1.2"), told)
        check("nothing is lost", self.nothing_lost())

    def changing(self):
        code, told = self.deploy("127.0.0.1", self.package("0.1.7", "changing"))
        check("data that an old version refuses come back", code == 1 and "ROLLED BACK" in told and "come back" in told and
              self.runs("0.1.2"), told)
        check("nothing is lost", self.nothing_lost(), told)

    def project_away(self):
        pid = self.pid()
        self.setting("SUPABASE_URL=http://127.0.0.1:9\nSUPABASE_SERVICE_KEY=sb_secret_x\nDB_PASSWORD=" + PASSWORD)
        code, told = self.deploy("127.0.0.1", self.package("0.1.8"))
        check("a migration that fails stops the deploy", code == 1 and "could not be updated" in told, told)
        self.untouched("a migration that fails", pid, told)
        self.host.run("sed", "-i", "/^SUPABASE\\|^DB_/d", "/etc/plumber-leads/plumber-leads-server.env")

    def cut(self):
        process = self.host.deploy_command("127.0.0.1", self.package("0.1.9"), droplet=self.newer)
        self.host.wait(lambda: "Switching" in self.host.log().rsplit("0.1.9", 1)[-1] and "New: plumber-leads-server 0.1.9" in
                       self.host.log())
        sessions = self.host.sessions()
        for session in sessions:
            os.kill(session, signal.SIGKILL)
        told = process.communicate(timeout=120)[0]
        self.told += told
        check("a connection that is cut: the host goes on and tells how it ended",
              sessions and process.returncode == 0 and "connection was lost" in told and "DEPLOYED" in told, told)
        check("a connection that is cut: the new version runs", self.runs("0.1.9"), told)
        check("the new version's script is there", self.script_is(self.newer), told)

    def rollback(self):
        code, told = self.deploy("--rollback", "127.0.0.1")
        check("a rollback by hand", code == 0 and self.runs("0.1.2"), told)
        check("its script is there again", self.script_is(DROPLET), told)
        code, told = self.deploy("--status", "127.0.0.1")
        check("the log of deploys", code == 0 and "ROLLED BACK" in told and "DEPLOYED" in told, told)

    def talkative(self):
        number = "20261130T000000-aaaaaa"
        folder = self.host.root / "var/lib/plumber-leads-deploy/releases" / number
        folder.mkdir()
        (folder / "pid").write_text(str(os.getpid()))
        lines = "".join(f"line {n} {'x' * 200}\n" for n in range(200))
        with open(folder / "output", "w") as output:
            follower = subprocess.Popen(["chroot", self.host.root, "/usr/local/sbin/plumber-leads-on-host", "follow", number],
                                        stdout=subprocess.PIPE)
            end = time.monotonic() + 2
            while time.monotonic() < end:
                output.write(lines)
                output.flush()
        (folder / "result").write_text("0\n")
        told = follower.communicate(timeout=60)[0]
        check("whoever follows a deploy misses nothing while much is written",
              follower.returncode == 0 and told == (folder / "output").read_bytes(), told[-300:].decode())
        shutil.rmtree(folder)

    def end(self):
        self.source.end()
        check("no lead was refused", not self.source.refused, self.source.refused[:3])
        check(f"all {len(self.source.acknowledged)} acknowledged leads are there", self.nothing_lost())
        told = self.told + self.host.log()
        check("no secret was told", PASSWORD not in told and CHANGED not in told and self.source.key not in told and self.secret_key not in told)


def main():
    program, base = sys.argv[1:]
    began = time.monotonic()
    # On a file system that ends with the namespace; nothing is ever removed from below the mounts.
    deploys = Deploys(tempfile.mkdtemp(dir="/mnt"), program, base)
    for case in (deploys.shut_doors, deploys.first, deploys.update, deploys.sent_settings, deploys.refused_settings, deploys.broken_upload, deploys.refusing,
                 deploys.silent_and_second, deploys.changing, deploys.project_away, deploys.cut, deploys.rollback,
                 deploys.talkative, deploys.end):
        case()
    print(f"The deploy test passed in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
