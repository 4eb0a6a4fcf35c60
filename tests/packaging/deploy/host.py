"""A droplet for the deploy test: plain Debian in a chroot, made what the shipped user data says, reached by a real sshd."""
import base64
import gzip
import os
import shutil
import socket
import stat
import subprocess
import time
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
DROPLET = HERE.parents[2] / "packaging/droplet"


class Host:
    """Only in a network and mount namespace of its own: it uses ports 22 and 8080, and mounts."""

    def __init__(self, base, work):
        self.work = Path(work)
        self.root = self.work / "host"
        self.key = self.work / "key"
        self.known_hosts = self.work / "known_hosts"
        self._mount(base)
        self._make_keys()
        self._apply_user_data()
        shutil.copy(HERE / "systemctl", self.root / "usr/bin/systemctl")
        (self.root / "run/systemd/system").mkdir(parents=True)
        self._start_sshd()

    def _mount(self, base):
        for name in ("upper", "inner", "host"):
            (self.work / name).mkdir()
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                        f"lowerdir={base},upperdir={self.work}/upper,workdir={self.work}/inner", self.root], check=True)
        for kind, name in (("proc", "proc"), ("tmpfs", "run"), ("tmpfs", "tmp"), ("tmpfs", "dev")):
            subprocess.run(["mount", "-t", kind, kind, self.root / name], check=True)
        # Devices of its own: nothing of this machine hangs below the folder.
        for name, minor in (("null", 3), ("zero", 5), ("random", 8), ("urandom", 9)):
            os.mknod(self.root / "dev" / name, 0o666 | stat.S_IFCHR, os.makedev(1, minor))
            (self.root / "dev" / name).chmod(0o666)
        (self.root / "dev/fd").symlink_to("/proc/self/fd")
        (self.root / "etc/hosts").write_text(f"127.0.0.1 localhost {socket.gethostname()}\n")

    def _make_keys(self):
        for name in ("key", "admin"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.work / name], check=True)

    def _apply_user_data(self):
        text = subprocess.run([DROPLET / "prepare", "leads.youroffice.com", self.work / "admin.pub", self.work / "key.pub"],
                              capture_output=True, text=True, check=True).stdout
        data = yaml.safe_load(text)
        for user in data["users"]:
            self.run("useradd", "-m", "-s", user["shell"], user["name"])
            home = self.root / "home" / user["name"] / ".ssh"
            home.mkdir(mode=0o700)
            (home / "authorized_keys").write_text("\n".join(user["ssh_authorized_keys"]) + "\n")
            self.run("chown", "-R", f"{user['name']}:", f"/home/{user['name']}")
            (self.root / "etc/sudoers.d" / user["name"]).write_text(f"{user['name']} {user['sudo']}\n")
        for file in data["write_files"]:
            path = self.root / file["path"].lstrip("/")
            path.parent.mkdir(parents=True, exist_ok=True)
            content = file["content"]
            packed = file.get("encoding") == "gz+b64"
            path.write_bytes(gzip.decompress(base64.b64decode(content)) if packed else content.encode())
            path.chmod(int(file.get("permissions", "0644"), 8))
        with open(self.root / "etc/plumber-leads-deploy.conf", "a") as file:
            file.write("HEALTH_SECONDS=12\n")

    def _start_sshd(self):
        (self.root / "run/sshd").mkdir(exist_ok=True)
        self.sshd = subprocess.Popen(["chroot", self.root, "/usr/sbin/sshd", "-D", "-e"], stdin=subprocess.DEVNULL,
                                     stdout=open(self.work / "sshd.log", "w"), stderr=subprocess.STDOUT)
        public = (self.root / "etc/ssh/ssh_host_ed25519_key.pub").read_text()
        self.known_hosts.write_text("127.0.0.1 " + public)
        self.wait(lambda: subprocess.run(["ssh-keyscan", "-t", "ed25519", "127.0.0.1"], capture_output=True).stdout)

    def script(self):
        return self.root / "usr/local/sbin/plumber-leads-on-host"

    def run(self, *command, check=True):
        return subprocess.run(["chroot", self.root, *command], capture_output=True, text=True, check=check).stdout

    def deploy_command(self, *arguments, droplet=DROPLET, **variables):
        environment = dict(os.environ, DEPLOY_KEY=str(self.key), DEPLOY_KNOWN_HOSTS=str(self.known_hosts), **variables)
        return subprocess.Popen([droplet / "deploy", *map(str, arguments)], env=environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                start_new_session=True)

    def deploy(self, *arguments, **more):
        """How it ended, and what it said."""
        process = self.deploy_command(*arguments, **more)
        output = process.communicate(timeout=300)[0]
        return process.returncode, output

    def ssh(self, user, command, key=None):
        return subprocess.run(["ssh", "-o", "BatchMode=yes", "-o", f"UserKnownHostsFile={self.known_hosts}", "-i",
                               key or self.key, f"{user}@127.0.0.1", command], capture_output=True, text=True)

    def sessions(self):
        """The processes of sshd that hold connections."""
        found, todo = [], [self.sshd.pid]
        while todo:
            parent = todo.pop()
            for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
                if Path(f"/proc/{child}/comm").read_text() == "sshd\n":
                    found.append(int(child))
                    todo.append(int(child))
        return found

    def log(self):
        return (self.root / "var/log/plumber-leads-deploy.log").read_text()

    @staticmethod
    def wait(condition, seconds=60):
        end = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > end:
                raise AssertionError("this did not come in time")
            time.sleep(0.1)
        return value
