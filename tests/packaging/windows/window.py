"""The installed program, as somebody in the office uses it."""
import shutil
import subprocess

from setup import NAME
from trial import Failed, same, true
from wine import until

OFFICE, SIGN_IN = f"^{NAME}$", "^Sign in "
STORE = r"HKCU\Software\Wine\Credential Manager"  # where Wine keeps what Windows' store keeps
CUSTOMER = "Zabriskie"  # nobody in the sample data
PAGES = 20


class Window:
    def __init__(self, trial, wine, screen, office, setup):
        self.trial, self.wine, self.screen, self.office, self.setup = trial, wine, screen, office, setup
        self.process = None
        self.lead = ""

    def run(self):
        check, need = self.trial.check, self.trial.need
        self.trial.say("The window")
        need("it is installed", self.setup.install)
        check("--version says which it is", self.says_version)
        check("it signs in by the command line and shows every page", self.tour)
        need("server, e-mail and password are typed, and the office is there", self.sign_in)
        need("a lead comes in", self.take_lead)
        need("/, its name and Enter assign it", self.assign)
        check("the settings are there", self.settings)
        check("a second start shows the window that is there", self.start_twice)
        need("Ctrl+Q quits it", self.quit)
        check("Windows keeps the sign-in", self.keeps_sign_in)
        need("it starts again, signed in", self.start_signed_in)
        check("it shows the lead, assigned", self.shows_lead)

    def says_version(self):
        code, printed = self.wine.run(self.setup.program(), "--version")
        same((code, printed.strip()), (0, f"plumber-leads {self.setup.version}"))

    def tour(self):
        pages = self.screen.pictures / "pages"
        shutil.rmtree(pages, ignore_errors=True)
        pages.mkdir()
        code, printed = self.wine.run(
            self.setup.program(), "--server", self.office.url, "--email", self.office.email, "--password-stdin", "--screenshots",
            self.wine.windows(pages), "--size", "1440x900", "--appearance", "light", text=self.office.password + "\r\n", timeout=600)
        same(code, 0)
        shown = [path for path in pages.glob("*.png") if path.stat().st_size > 10000]
        true(len(shown) >= PAGES, f"There are {len(shown)} pictures of {PAGES}. {printed}")

    def start(self):
        self.process = self.wine.start(self.setup.program())

    def sign_in(self):
        self.start()
        self.screen.wait_for(SIGN_IN, 120)
        self.screen.picture("sign-in")
        for field in (self.office.url, self.office.email):
            self.screen.write(field)
            self.screen.keys("Tab")
        self.screen.write(self.office.password)
        self.screen.keys("Return")
        self.screen.wait_for(OFFICE)
        self.screen.picture("leads")
        self.screen.picture_shows_something("leads")

    def take_lead(self):
        self.lead = self.office.send_lead(CUSTOMER)
        same(self.office.state_of(self.lead), "new without a plumber")

    def find_lead(self):
        self.screen.wait_for(OFFICE)
        self.screen.keys("slash")
        self.screen.write(CUSTOMER)
        self.screen.keys("Return")

    def assign(self):
        self.find_lead()
        self.screen.picture("lead")
        self.screen.keys_seen("Return")
        self.screen.picture("assigning")
        self.screen.keys("Return")
        until(lambda: self.office.state_of(self.lead) == "assigned with a plumber", "It is not assigned.", 30)
        self.screen.rest()
        self.screen.picture("assigned")

    def settings(self):
        self.screen.wait_for(OFFICE)
        self.screen.keys("ctrl+comma")
        self.screen.picture("settings")
        self.screen.picture_shows_something("settings")

    def start_twice(self):
        code, _ = self.wine.run(self.setup.program(), timeout=60)
        same(code, 0)
        true(self.process.poll() is None, "The first one ended.")

    def quit(self):
        self.screen.wait_for(OFFICE)
        self.screen.keys("ctrl+q")
        try:
            same(self.process.wait(60), 0)
        except subprocess.TimeoutExpired as problem:
            self.screen.picture("not-quit")
            raise Failed("It is still running.") from problem
        self.wine.settle()

    def sign_in_is_kept(self):
        _, printed = self.wine.run("reg", "query", STORE)
        return self.office.email in printed

    def keeps_sign_in(self):
        true(self.sign_in_is_kept(), "It isn't in the store.")

    def start_signed_in(self):
        self.start()
        self.screen.wait_for(OFFICE, 120)

    def shows_lead(self):
        self.screen.keys("ctrl+4")
        self.find_lead()
        self.screen.picture("signed-in-again")
        same(self.office.state_of(self.lead), "assigned with a plumber")
