"""A display that nobody sees, with keys and pictures."""
import subprocess

from trial import Failed
from wine import until

SIZE = (1600, 1000)
SMALLEST = 300  # pixels
STILL_ROWS = 24  # a cursor blinks all the time


class Screen:
    def __init__(self, pictures):
        self.pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)
        for old in pictures.glob("*.png"):
            old.unlink()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.display = ":" + self.server.stdout.readline().strip()
        if self.display == ":":
            raise Failed("Xvfb did not start.")

    def end(self):
        self.server.terminate()
        self.server.wait()

    def tell(self, *command, text=None):
        done = subprocess.run(list(command), input=text, env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False)
        return done.stdout

    def window(self, title):
        """The number of the newest window with this title, a regular expression; empty without one. The program's icon in
        the tray is a small window of the same name."""
        found = self.tell("xdotool", "search", "--onlyvisible", "--name", title).split()
        return next((number for number in reversed(found) if self.width(number) >= SMALLEST), "")

    def width(self, number):
        shape = self.tell("xdotool", "getwindowgeometry", "--shell", number)
        return next((int(line.removeprefix("WIDTH=")) for line in shape.splitlines() if line.startswith("WIDTH=")), 0)

    def wait_for(self, title, seconds=90):
        """Waits for the window, and gives it the keyboard: there is no window manager to do so."""
        number = until(lambda: self.window(title), f"No window {title!r} came within {seconds} s.", seconds)
        self.tell("xdotool", "windowfocus", "--sync", number)
        until(lambda: self.is_painted(number), f"The window {title!r} stays empty.", seconds)
        self.rest()
        return number

    def is_painted(self, number):
        """Whether its corners are no longer as black as the screen behind it."""
        shown = subprocess.run(["import", "-silent", "-window", number, "-depth", "8", "-crop", "20x20+5+5", "rgb:-"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False,
                               env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}).stdout
        return any(shown)

    def wait_without(self, title, seconds=60):
        until(lambda: not self.window(title), f"The window {title!r} is still there.", seconds)

    def keys(self, *names):
        for name in names:
            self.tell("xdotool", "key", "--clearmodifiers", name)
            self.rest()

    def write(self, text):
        """By the program's input: a command line is for everybody."""
        self.tell("xdotool", "type", "--delay", "25", "--file", "-", text=text)
        self.rest()

    def keys_seen(self, *names, seconds=30):
        """Presses keys of which each changes what is shown, and waits for that."""
        for name in names:
            before = self.rows()
            self.tell("xdotool", "key", "--clearmodifiers", name)
            until(lambda shown=before: self.differ(shown, self.rows()), f"{name} changed nothing.", seconds)
            self.rest()

    @staticmethod
    def differ(one, other):
        return sum(a != b for a, b in zip(one, other)) > STILL_ROWS

    def rest(self, seconds=30):
        """Waits until two pictures in a row are the same, or the time is over."""
        shown = [self.rows()]

        def still():
            shown.append(self.rows())
            return not self.differ(shown[-2], shown[-1])
        try:
            until(still, "", seconds)
        except Failed:
            pass  # something that moves all the time is no reason to stop

    def rows(self):
        done = subprocess.run(["import", "-silent", "-window", "root", "-depth", "8", "rgb:-"], stdout=subprocess.PIPE,
                              env={"DISPLAY": self.display, "PATH": "/usr/bin:/bin"}, timeout=60, check=True).stdout
        width = 3 * SIZE[0]
        return [done[at:at + width] for at in range(0, len(done), width)]

    def picture(self, name):
        self.tell("import", "-silent", "-window", "root", str(self.pictures / f"{name}.png"))

    def picture_shows_something(self, name):
        size = (self.pictures / f"{name}.png").stat().st_size
        if size < 10000:
            raise Failed(f"{name}.png has {size} bytes.")
