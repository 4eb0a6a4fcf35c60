"""The unit tests that were built for Windows, each by itself, as ctest would run them, but in real windows: Wine hands on no
variable that begins with QT_, and Qt's offscreen platform finds no fonts there. Only one window of a display can be the active
one, so tests that run at the same time have a Windows and a display each."""
import concurrent.futures
import contextlib
import json
import os
import queue
import subprocess

from screen import Screen
from trial import Failed
from wine import Wine

PATIENCE = 300  # s; starting a program takes longer here than on Windows


class Units:
    def __init__(self, trial, build, work):
        self.trial, self.build = trial, build
        self.logs = work / "units"
        self.logs.mkdir(exist_ok=True)
        for old in [*self.logs.glob("*.log"), *self.logs.glob("*.out")]:
            old.unlink()

    def run(self):
        self.trial.say("The unit tests")
        tests = []
        self.trial.need("there are some", lambda: tests.extend(self.listed()))
        with contextlib.ExitStack() as ends:
            places = self.places(os.cpu_count(), ends)
            with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
                failed = [name for name, code in pool.map(lambda test: self.run_in(places, test), tests) if code != 0]
        print(f"  {len(tests) - len(failed)} of {len(tests)} passed; {self.logs} has what they printed", flush=True)
        self.trial.check("all of them pass", self.none_failed, sorted(failed))

    def none_failed(self, failed):
        if failed:
            raise Failed("These fail: " + ", ".join(failed))

    def places(self, count, ends):
        """A Windows with a display for each test that runs at the same time."""
        places = queue.Queue()
        for number in range(count):
            work = self.logs / f"place{number}"
            screen = Screen(work / "pictures")
            ends.callback(screen.end)
            wine = Wine(work, screen.display)
            ends.callback(wine.end)
            self.trial.need("Wine makes another Windows", wine.make)
            # There is no window manager; Wine would wait two seconds for it whenever a window comes or goes.
            wine.run("reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "Managed", "/d", "N", "/f")
            places.put(wine)
        return places

    def run_in(self, places, test):
        wine = places.get()
        try:
            return self.run_one(wine, test)
        finally:
            places.put(wine)

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

    def run_one(self, wine, test):
        name, command, properties = test
        environment = dict(pair.split("=", 1) for pair in properties.get("ENVIRONMENT", [])) | {"TZ": "UTC"}
        try:
            log = wine.windows(self.logs / f"{name}.log")  # what a program prints doesn't always come through
            code, printed = wine.run(*command, "-o", f"{log},txt", "-o", "-,txt", timeout=PATIENCE,
                                          folder=properties.get("WORKING_DIRECTORY"), **environment)
        except Failed as problem:
            code, printed = -1, str(problem)
        if code != 0:
            (self.logs / f"{name}.out").write_text(printed, encoding="utf-8")
        return name, code
