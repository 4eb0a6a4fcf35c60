"""The unit tests that were built for Windows, each by itself, as ctest would run them."""
import concurrent.futures
import json
import os
import pathlib
import subprocess

from trial import Failed

PATIENCE = 300  # s; starting a program takes longer here than on Windows


class Units:
    def __init__(self, trial, wine, build, image, work):
        self.trial, self.wine, self.build, self.image = trial, wine, build, image
        self.logs = work / "units"
        self.logs.mkdir(exist_ok=True)
        for old in self.logs.glob("*.log"):
            old.unlink()
        self.plugins = next((path.parent.parent for path in (build.parent / "cross").rglob("platforms/qoffscreen.dll")), None)

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
        """(name, command, environment) of each test that is an .exe."""
        done = subprocess.run(["ctest", "--test-dir", self.build, "--show-only=json-v1"], stdout=subprocess.PIPE, check=True)
        found = []
        for test in json.loads(done.stdout)["tests"]:
            command = test.get("command", [])
            program = next((at for at, word in enumerate(command) if word.endswith(".exe")), None)
            if program is None:
                continue
            properties = {each["name"]: each["value"] for each in test.get("properties", [])}
            environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", []))
            found.append((test["name"], command[program:], environment))
        if not found:
            raise Failed(f"{self.build} has none.")
        return found

    def run_one(self, test):
        name, command, environment = test
        variables = environment | {"WINEPATH": ";".join(self.folders(command[0]))}
        if self.plugins:
            variables |= {"QT_PLUGIN_PATH": self.wine.windows(self.plugins), "QT_QPA_PLATFORM": "offscreen"}
        else:
            variables |= {"QT_PLUGIN_PATH": self.wine.windows(self.image / "bin"), "QT_QPA_PLATFORM": "windows"}
        try:
            code, printed = self.wine.run(*command, timeout=PATIENCE, **variables)
        except Failed as problem:
            code, printed = -1, str(problem)
        (self.logs / f"{name}.log").write_text(printed, encoding="utf-8")
        return name, code

    def folders(self, program):
        """Where its DLLs are."""
        cross = self.build.parent / "cross/prefix"
        return [self.wine.windows(folder) for folder in (pathlib.Path(program).parent, self.image / "bin", cross / "bin")]
