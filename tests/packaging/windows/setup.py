"""The installer under test, and what it leaves in Windows."""
import properties
from trial import Failed, same, true
from wine import until

NAME = "Plumber Leads"
ENTRY = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
RUN = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run"
SETTINGS = rf"HKCU\Software\{NAME}\{NAME}"
RUNNING, NO_ADMINISTRATOR = 3, 4  # exit codes of packaging/windows/installer.nsi

PE_HEAD = 1024  # bytes: a signature changes something here, and is appended


def whole(installed, built):
    here, there = installed.read_bytes(), built.read_bytes()
    return here == there or (installed.suffix == ".exe" and here[PE_HEAD:len(there)] == there[PE_HEAD:])


class Setup:
    def __init__(self, wine, file, version, image, everyone=False):
        self.wine, self.file, self.version, self.image, self.everyone = wine, file, version, image, everyone

    def for_everyone(self):
        return Setup(self.wine, self.file, self.version, self.image, True)

    def root(self):
        return "HKLM" if self.everyone else "HKCU"

    def folder(self):
        if self.everyone:
            return self.wine.drive / "Program Files" / NAME
        return self.wine.person() / "AppData/Local/Programs" / NAME

    def program(self):
        return self.folder() / "plumber-leads.exe"

    def menu_link(self):
        menu = "Microsoft/Windows/Start Menu/Programs"
        start = self.wine.drive / "ProgramData" if self.everyone else self.wine.person() / "AppData/Roaming"
        return start / menu / f"{NAME}.lnk"

    def desktop_link(self):
        return (self.wine.drive / "users/Public" if self.everyone else self.wine.person()) / "Desktop" / f"{NAME}.lnk"

    def entry(self):
        return self.wine.values(rf"{self.root()}\{ENTRY}")

    def install(self, *switches, code=0):
        kind = "/AllUsers" if self.everyone else "/CurrentUser"
        ended, printed = self.wine.run(self.file, "/S", kind, *switches, timeout=300)
        true(ended == code, f"It ended with {ended} instead of {code}. {printed}")

    def uninstall(self, *switches):
        """By the line that Windows runs."""
        line = self.entry().get("QuietUninstallString", "")
        true(line.endswith(" /S"), f"QuietUninstallString is {line!r}.")
        self.wine.run(line.split('"')[1], "/S", *switches)
        until(lambda: not self.folder().exists(), f"{self.folder()} is still there.")
        self.wine.settle()

    # --- what has to be true ---------------------------------------------------------------------------------------------

    def has_properties(self):
        for file in (self.file, self.program()):
            found = properties.version_strings(file)
            same((found.get("ProductName"), found.get("CompanyName")), (NAME, NAME))
            true(found.get("FileDescription", "").startswith(NAME), f"{file.name} describes itself as {found}.")
        found = properties.version_strings(self.file)
        same((found["ProductVersion"], found["FileVersion"]), (self.version, self.version))

    def has_files(self):
        """Those of the image, the licenses and the uninstaller, no others, and all of them whole."""
        image = {path.relative_to(self.image).as_posix().removeprefix("bin/"): path
                 for path in self.image.rglob("*") if path.is_file()}
        there = {path.relative_to(self.folder()).as_posix() for path in self.folder().rglob("*") if path.is_file()}
        same({name for name in there if not name.startswith("licenses/")} - {"uninstall.exe"}, set(image))
        true({"licenses/notices.txt", "licenses/GPL-3.0-or-later.txt", "uninstall.exe"} <= there, f"There are {there}.")
        same([name for name, path in image.items() if not whole(self.folder() / name, path)], [])

    def has_links(self):
        same(properties.link_target(self.menu_link()), self.wine.windows(self.program()))

    def has_desktop_link(self, wanted=True):
        same(self.desktop_link().exists(), wanted)
        if wanted:
            same(properties.link_target(self.desktop_link()), self.wine.windows(self.program()))

    def has_entry(self):
        found = self.entry()
        same({name: found.get(name) for name in ("DisplayName", "DisplayVersion", "Publisher", "InstallLocation")},
             {"DisplayName": NAME, "DisplayVersion": self.version, "Publisher": NAME,
              "InstallLocation": self.wine.windows(self.folder())})
        true(self.wine.path(found["DisplayIcon"].removesuffix(",0")).is_file(), f"There is no {found['DisplayIcon']}.")
        size = int(found["EstimatedSize"], 16)
        true(size * 1024 > self.program().stat().st_size, f"It is said to have {size} KB.")

    def is_gone(self):
        for path in (self.folder(), self.menu_link(), self.desktop_link()):
            if path.exists():
                raise Failed(f"{path} is still there.")
        true(not self.wine.has_key(rf"{self.root()}\{ENTRY}"), "It is still in the list of programs.")
