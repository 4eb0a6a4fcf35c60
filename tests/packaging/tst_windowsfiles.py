#!/usr/bin/env python3
"""What can be known of the Windows package without building it: the program's icon, its properties and manifest, which DLLs
are installed beside it, with a stand-in for objdump, and what the installer is told to install and to remove."""
import importlib.machinery
import importlib.util
import pathlib
import re
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
WINDOWS = ROOT / "packaging/windows"
OBJDUMP = '#!/bin/sh\nfor file; do :; done\nsed "s/^/\tDLL Name: /" "$file"\n'  # a "DLL" is a list of names here


class Resources(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            icon = pathlib.Path(folder) / "a.ico"
            subprocess.run([ROOT / "packaging/make-icon", "rsvg-convert", ROOT / "resources/icons/plumber-leads.svg", icon],
                           check=True)
            cls.icon = icon.read_bytes()

    def images(self):
        count = struct.unpack("<H", self.icon[4:6])[0]
        for entry in struct.iter_unpack("<BBBBHHII", self.icon[6:6 + 16 * count]):
            yield entry[0] or 256, self.icon[entry[7]:entry[7] + entry[6]]

    def test_the_icon_has_the_sizes_of_windows(self):
        self.assertEqual([size for size, _ in self.images()], [16, 20, 24, 32, 40, 48, 64, 256])

    def test_its_pictures_are_what_was_drawn(self):
        for size, image in self.images():
            if size == 256:
                self.assertEqual(image[:8], b"\x89PNG\r\n\x1a\n")
                continue
            head, width, height, _, bits = struct.unpack("<IiiHH", image[:16])
            self.assertEqual((head, width, height, bits), (40, size, size * 2, 32))
            pixels = image[40:40 + size * size * 4]
            middle = pixels[(size // 2 * size + size // 2) * 4:][:4]  # BGRA, of the drop or its check mark
            self.assertEqual(middle[3], 255)
            self.assertEqual(pixels[3], 0)  # outside of the round corner

    def test_every_value_is_filled_in(self):
        text = (WINDOWS / "plumber-leads.rc.in").read_text(encoding="utf-8")
        rules = (WINDOWS / "package.cmake").read_text(encoding="utf-8")
        for name in set(re.findall(r"@(\w+)@", text)):
            self.assertTrue(name.startswith("PROJECT_VERSION") or f"set({name} " in rules, name)

    def test_the_manifest_is_read(self):
        root = xml.etree.ElementTree.parse(WINDOWS / "plumber-leads.manifest").getroot()
        self.assertEqual(root.tag, "{urn:schemas-microsoft-com:asm.v1}assembly")


class Dlls(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.write("objdump", OBJDUMP).chmod(0o755)
        self.write("build/program.exe", "Qt6Core.dll\nKERNEL32.dll\napi-ms-win-core-x-l1-1-0.dll\n")
        self.write("qt/Qt6Core.dll", "libstdc++-6.dll\nWS2_32.dll\n")
        self.write("qt/Qt6Unused.dll", "")
        self.write("gcc/libstdc++-6.dll", "msvcrt.dll\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def deploy(self):
        """The code, what was said, and the DLLs that are beside the program then."""
        done = subprocess.run(
            ["cmake", f"-DPL_PROGRAM={self.root}/build/program.exe", f"-DPL_FOLDERS={self.root}/qt;{self.root}/gcc",
             f"-DPL_OBJDUMP={self.root}/objdump", f"-DPL_BIN={self.root}/bin", "-P", WINDOWS / "deploy-dlls.cmake"],
            capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr, {path.name for path in (self.root / "bin").glob("*.dll")}

    def test_what_is_loaded_is_there_and_nothing_else(self):
        code, words, dlls = self.deploy()
        self.assertEqual((code, dlls), (0, {"Qt6Core.dll", "libstdc++-6.dll"}), words)

    def test_what_a_plugin_loads_is_there(self):
        self.write("bin/platforms/qwindows.dll", "Qt6Gui.dll\nUSER32.dll\n")
        self.write("qt/Qt6Gui.dll", "Qt6Core.dll\nd3d11.dll\n")
        code, words, dlls = self.deploy()
        self.assertEqual((code, dlls), (0, {"Qt6Core.dll", "Qt6Gui.dll", "libstdc++-6.dll"}), words)

    def test_a_missing_one_stops_the_package(self):
        (self.root / "gcc/libstdc++-6.dll").unlink()
        code, words, _ = self.deploy()
        self.assertNotEqual(code, 0)
        self.assertIn("libstdc++-6.dll", words)


class Installer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        loader = importlib.machinery.SourceFileLoader("makeinstaller", str(WINDOWS / "make-installer"))
        cls.maker = importlib.util.module_from_spec(importlib.util.spec_from_loader("makeinstaller", loader))
        loader.exec_module(cls.maker)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.image = pathlib.Path(folder.name) / "image"
        for name in ("bin/plumber-leads.exe", "bin/platforms/qwindows.dll", "share/a $b/c.txt"):
            (self.image / name).parent.mkdir(parents=True, exist_ok=True)
            (self.image / name).write_text(name, encoding="utf-8")

    def macros(self):
        lines = self.maker.macros(self.maker.image_files(self.image)).splitlines()
        end = lines.index("!macroend")
        return lines[:end], lines[end:]

    def test_programs_are_at_the_top_of_the_folder(self):
        files = self.maker.image_files(self.image)
        self.assertEqual(set(files), {"plumber-leads.exe", "platforms/qwindows.dll", "share/a $b/c.txt"})

    def test_what_is_installed_is_removed_and_nothing_else(self):
        install, remove = self.macros()
        folder, installed = "", set()
        for line in install:
            if line.startswith("SetOutPath"):
                folder = line.split('"')[1]
            elif line.startswith("File"):
                installed.add(folder + "\\" + re.match(r'File "/oname=([^"]+)"', line)[1])
        self.assertEqual(installed, {line.split('"')[1] for line in remove if line.startswith("Delete")})
        self.assertEqual(installed, {"$INSTDIR\\plumber-leads.exe", "$INSTDIR\\platforms\\qwindows.dll",
                                     "$INSTDIR\\share\\a $$b\\c.txt"})

    def test_a_folder_goes_after_what_is_in_it(self):
        folders = [line.split('"')[1] for line in self.macros()[1] if line.startswith("RMDir")]
        self.assertEqual(folders, ["$INSTDIR\\share\\a $$b", "$INSTDIR\\share", "$INSTDIR\\platforms"])

    def test_the_notices_name_every_part_and_its_license_is_there(self):
        notices = self.maker.notices()
        (self.image / "qt6-base.txt").write_text("Qt's own", encoding="utf-8")
        files = self.maker.license_files(self.image, self.image)
        self.assertEqual(files["licenses/libraries/qt6-base.txt"], self.image / "qt6-base.txt")
        self.assertIn("\nQt\n", notices)
        for line in re.findall(r"^License: (.*)$", notices, re.M):
            for license_id in re.findall(r"[\w.+-]+", line):
                if license_id not in ("AND", "OR", "WITH"):
                    self.assertIn(f"licenses/{license_id}.txt", files)

    def test_settings_are_where_the_program_keeps_them(self):
        program = (ROOT / "app/main.cpp").read_text(encoding="utf-8")
        name = re.search(r'const QString name = QStringLiteral\("([^"]+)"\)', program)[1]
        self.assertIn(f'!define NAME "{name}"\n', (WINDOWS / "installer.nsi").read_text(encoding="utf-8"))
        self.assertIn("setOrganizationName(name)", program)
        self.assertIn("setApplicationName(name)", program)

    def test_sign_ins_and_the_start_with_windows_have_the_programs_names(self):
        uninstaller = (WINDOWS / "uninstall.nsh").read_text(encoding="utf-8")
        self.assertIn('email.toLower() + QStringLiteral(" at ") + server', (ROOT / "app/profile.h").read_text(encoding="utf-8"))
        self.assertIn('"$0 at $1"', uninstaller)
        accounts = (ROOT / "app/accounts.cpp").read_text(encoding="utf-8")
        for name in ("accounts", "email", "server"):
            self.assertIn(f'= QStringLiteral("{name}");', accounts)
        autostart = (ROOT / "ui/settings/autostart_windows.cpp").read_text(encoding="utf-8")
        self.assertIn("Software\\\\Microsoft\\\\Windows\\\\CurrentVersion\\\\Run", autostart)


if __name__ == "__main__":
    unittest.main()
