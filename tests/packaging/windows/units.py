"""The unit tests that were built for Windows, each by itself, as ctest would run them, but in real windows: Wine hands on no
variable that begins with QT_, and Qt's offscreen platform finds no fonts there."""
import concurrent.futures
import json
import os
import subprocess

from trial import Failed

PATIENCE = 300  # s; starting a program takes longer here than on Windows


class Units:
    def __init__(self, trial, wine, build, work):
        self.trial, self.wine, self.build = trial, wine, build
        self.logs = work / "units"
        self.logs.mkdir(exist_ok=True)
        for old in [*self.logs.glob("*.log"), *self.logs.glob("*.out")]:
            old.unlink()

    def run(self):
        self.trial.say("The unit tests")
        tests = []
        self.trial.need("there are some", lambda: tests.extend(self.listed()))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            failed = [name for name, code in pool.map(self.run_one, tests) if code != 0]
        print(f"  {len(tests) - len(failed)} of {len(tests)} passed; {self.logs} has what they printed", flush=True)
        self.trial.check("all of them pass", self.none_failed, sorted(failed))

    def none_failed(self, failed):
        if failed:
            raise Failed("These fail: " + ", ".join(failed))

    def listed(self):
        """(name, command, properties) of each test that is an .exe."""
        done = subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"], stdout=subprocess.PIPE, check=True)
        found = []
        for test in json.loads(done.stdout)["tests"]:
            command = test.get("command", [])
            program = next((at for at, word in enumerate(command) if word.endswith(".exe")), None)
            if program is None:
                continue
            found.append((test["name"], command[program:], {each["name"]: each["value"] for each in test.get("properties", [])}))
        if not found:
            raise Failed(f"{self.build} has none.")
        return found

    def run_one(self, test):
        name, command, properties = test
        environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", [])) | {"TZ": "UTC"}
        try:
            log = self.wine.windows(self.logs / f"{name}.log")  # what a program prints doesn't always come through
            code, printed = self.wine.run(*command, "-o", f"{log},txt", "-o", "-,txt", timeout=PATIENCE,
                                          folder=properties.get("WORKING_DIRECTORY"), **environment)
        except Failed as problem:
            code, printed = -1, str(problem)
        if code != 0:
            (self.logs / f"{name}.out").write_text(printed, encoding="utf-8")
        return name, code
