"""The real server on loopback with the real Prometheus and its exporters beside it, all of them for one test."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "packaging/monitoring"
PROGRAM = pathlib.Path(os.environ.get("PL_SERVER_PROGRAM", ROOT / "build/dev/bin/plumber-leads-server"))
LEAD = {"first_name": "Maria", "last_name": "Gonzalez", "email": "maria@example.com", "phone_number": "(512) 555-0143",
        "service_needed": "Burst Pipe Repair", "urgency": "day", "zip_code": "78701"}
# Services that nobody answers for: what they are given stays on this machine.
SETTINGS = {"STRIPE_API_KEY": "sk_test_made-up", "STRIPE_WEBHOOK_SECRET": "whsec_made-up", "STRIPE_API_BASE": "http://127.0.0.1:9",
            "EMAIL_SERVICE_API_KEY": "SG.made-up", "EMAIL_API_BASE": "http://127.0.0.1:9", "EMAIL_FROM": "office@office.example",
            "SMS_SERVICE_API_KEY": "ACmade-up:token", "SMS_FROM": "+15125550100", "SMS_API_BASE": "http://127.0.0.1:9"}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url, body=None, **headers):
    """The status and the text of an answer, whatever it is."""
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode(),
                                     {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def eventually(what, check, seconds=60):
    """What `check` gives once it is true; fails when it isn't within this time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if found := check():
                return found
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"{what}: not within {seconds} s")


class Office:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="plumber-leads-monitoring-"))
        self.programs = {}
        self.addresses = {name: f"127.0.0.1:{free_port()}" for name in ("server", "node", "blackbox", "prometheus")}

    def start(self, name, *command, **environment):
        with open(self.folder / f"{name}.log", "ab") as log:
            kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH")}
            self.programs[name] = subprocess.Popen([str(word) for word in command], cwd=self.folder, stdout=log, stderr=log,
                                                   stdin=subprocess.DEVNULL, env={**kept, **environment})

    def stop(self, name, how=signal.SIGTERM):
        program = self.programs.pop(name)
        program.send_signal(how)
        try:
            program.wait(30)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()

    def end(self):
        for name in list(self.programs):
            self.stop(name)
        shutil.rmtree(self.folder)

    def url(self, name, path=""):
        return f"http://{self.addresses[name]}{path}"

    def log(self, name):
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def start_server(self):
        self.start("server", PROGRAM, "serve", "--listen", self.addresses["server"], "--data", self.folder / "data", "--demo",
                   **SETTINGS)
        eventually("the server is ready", lambda: fetch(self.url("server", "/readyz"))[0] == 200
                   and (self.folder / "data/demo.json").exists())

    def start_exporters(self):
        self.start("node", "prometheus-node-exporter", f"--web.listen-address={self.addresses['node']}")
        self.start("blackbox", "prometheus-blackbox-exporter", f"--web.listen-address={self.addresses['blackbox']}",
                   f"--config.file={FILES / 'blackbox.yml'}")

    def configuration(self):
        """Our sample with this test's addresses, every second instead of every fifteen, under the names of the guide."""
        text = (FILES / "prometheus.yml").read_text(encoding="utf-8")
        for address, name in (("127.0.0.1:8080", "server"), ("127.0.0.1:9100", "node"), ("127.0.0.1:9115", "blackbox")):
            text = text.replace(address, self.addresses[name])
        text = text.replace("127.0.0.1:9093", "127.0.0.1:9").replace("interval: 15s", "interval: 1s")
        shutil.copy(FILES / "alerts.yml", self.folder / "plumber-leads-alerts.yml")
        path = self.folder / "prometheus.yml"
        path.write_text(text, encoding="utf-8")
        return path

    def start_prometheus(self):
        self.start("prometheus", "prometheus", f"--config.file={self.configuration()}", f"--web.listen-address={self.addresses['prometheus']}",
                   f"--storage.tsdb.path={self.folder / 'prometheus'}")

    def asked(self, path, **parameters):
        """The data of an answer by Prometheus' API."""
        status, text = fetch(self.url("prometheus", f"/api/v1/{path}?{urllib.parse.urlencode(parameters)}"))
        if status != 200:
            raise AssertionError(f"{path} {parameters}: {text}")
        return json.loads(text)["data"]

    def probe(self, module, target):
        """Whether the module is content with what this address answers."""
        parameters = urllib.parse.urlencode({"module": module, "target": target})
        text = fetch(self.url("blackbox", f"/probe?{parameters}"))[1]
        return re.search(r"^probe_success (\d)$", text, re.M)[1] == "1"

    def send_leads(self):
        """A lead of each fate: taken, repeated, refused, from nobody, and by a hook."""
        demo = json.loads((self.folder / "data/demo.json").read_text())
        leads, hook = self.url("server", "/api/v1/leads"), self.url("server", f"/api/v1/hooks/{demo['hook']['key']}")
        source = {"Authorization": f"Bearer {demo['source']['key']}"}
        return [fetch(leads, LEAD, **source, **{"Idempotency-Key": "m-1"})[0], fetch(leads, LEAD, **source, **{"Idempotency-Key": "m-1"})[0],
                fetch(leads, {}, **source)[0], fetch(leads, LEAD, Authorization="Bearer pl_nobody")[0], fetch(hook, {"lead_id": "m-2"})[0],
                fetch(self.url("server", "/webhooks/stripe"), {})[0]]
