"""A real server with sample data, and what a source and an admin do there."""
import json
import pathlib
import shutil
import subprocess

from trial import Failed
from wine import until

CLIENT = pathlib.Path(__file__).resolve().parent.parent / "office-client"


class Office:
    def __init__(self, work, program):
        data = work / "server"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        self.out = work / "server.out"
        with open(self.out, "w", encoding="utf-8") as out, open(work / "server.log", "w", encoding="utf-8") as log:
            self.server = subprocess.Popen([program, "serve", "--listen", "127.0.0.1:0", "--data", data, "--demo"], stdout=out,
                                           stderr=log)
        self.url = until(self.address, "The server did not start.", 120)
        known = json.loads((data / "demo.json").read_text(encoding="utf-8"))
        self.email, self.password, self.key = known["admin"]["email"], known["admin"]["password"], known["source"]["key"]

    def address(self):
        if self.server.poll() is not None:
            raise Failed(f"The server ended with {self.server.returncode}.")
        lines = self.out.read_text(encoding="utf-8").splitlines()
        return next((line.removeprefix("listening on ") for line in lines if line.startswith("listening on ")), "")

    def end(self):
        self.server.terminate()
        self.server.wait(60)

    def ask(self, *command):
        done = subprocess.run([CLIENT, self.url, *command], input=f"{self.key}\n{self.email}\n{self.password}\n", text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
        if done.returncode:
            raise Failed(done.stdout)
        return done.stdout.strip()

    def send_lead(self, last_name):
        return self.ask("lead", last_name)

    def state_of(self, lead):
        return self.ask("show", lead)
