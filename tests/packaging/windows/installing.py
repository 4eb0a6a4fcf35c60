"""The installer alone: for one person, for everyone, by hand, with and without rights, and what it leaves."""
import pathlib
import subprocess

from setup import NAME, NO_ADMINISTRATOR, RUN
from trial import same, true
from wine import until

HERE = pathlib.Path(__file__).resolve().parent


class Installing:
    def __init__(self, trial, wine, screen, setup, work):
        self.trial, self.wine, self.screen, self.work = trial, wine, screen, work
        self.mine, self.everyones = setup, setup.for_everyone()

    def run(self):
        check, need = self.trial.check, self.trial.need
        before = self.wine.files()
        self.trial.say("For one person")
        need("it is installed", self.mine.install)
        self.looks_right(self.mine)
        check("there is no icon on the desktop unless somebody wants one", self.mine.has_desktop_link, False)
        check("/DESKTOP puts one there", self.mine.install, "/DESKTOP")
        check("it starts the program", self.mine.has_desktop_link)
        self.trial.say("For everyone")
        check("without an administrator's rights, nothing is changed", self.refuses)
        self.wine.run("reg", "add", RUN, "/v", NAME, "/d", f'"{self.wine.windows(self.mine.program())}"', "/f")
        need("with them, it is installed", self.everyones.install)
        self.looks_right(self.everyones)
        check("the person's own copy is gone", self.mine.is_gone)
        check("the icon is everyone's now", self.everyones.has_desktop_link)
        check("the program still starts with Windows", self.starts_with_windows, self.everyones)
        check("it is uninstalled", self.everyones.uninstall)
        check("nothing of it is left", self.left_nothing, before)
        self.trial.say("By hand")
        check("Enter is enough", self.by_hand)
        self.looks_right(self.mine)
        check("uninstalling by hand works, too", self.uninstall_by_hand)
        check("nothing of it is left", self.left_nothing, before)

    def looks_right(self, setup):
        check = self.trial.check
        check("every file is there and whole", setup.has_files)
        check("the start menu leads to it", setup.has_links)
        check("Windows lists it", setup.has_entry)
        check("setup and program have their properties", setup.has_properties)

    def refuses(self):
        plain = self.work / "plain.exe"
        subprocess.run(["x86_64-w64-mingw32-g++-posix", "-municode", "-static", "-O1", HERE / "plain.cpp", "-o", plain], check=True)
        code, _ = self.wine.run(plain, f'"{self.wine.windows(self.everyones.file)}" /S /AllUsers')
        same(code, NO_ADMINISTRATOR)
        self.everyones.is_gone()
        self.mine.has_files()

    def starts_with_windows(self, setup):
        same(self.wine.values(RUN).get(NAME), f'"{self.wine.windows(setup.program())}"')

    def left_nothing(self, before):
        self.mine.is_gone()
        self.everyones.is_gone()
        same(self.wine.values(RUN).get(NAME), None)
        same(sorted(self.wine.files() - before), [])

    def by_hand(self):
        process = self.wine.start(self.mine.file)
        for page in ("license", "who", "folder"):
            self.screen.wait_for(f"^{NAME} Setup")
            self.screen.picture(f"setup-{page}")
            self.screen.keys("Return")
        until(self.mine.menu_link().exists, "Nothing was installed.")
        self.screen.wait_for(f"^{NAME} Setup")
        self.screen.picture("setup-end")
        self.screen.keys("space", "Return")  # without starting it
        same(process.wait(60), 0)

    def uninstall_by_hand(self):
        uninstaller = self.mine.entry()["UninstallString"].strip('"')
        self.wine.start(uninstaller)
        self.screen.wait_for(f"^{NAME} Uninstall")
        self.screen.picture("uninstall")
        self.screen.keys("Return")
        until(lambda: not self.mine.folder().exists(), "It is still there.")
        self.screen.wait_for(f"^{NAME} Uninstall")
        self.screen.keys("Return")
        self.screen.wait_without(f"^{NAME} Uninstall")
        self.wine.settle()
        true(not self.mine.program().exists(), "The program is still there.")
