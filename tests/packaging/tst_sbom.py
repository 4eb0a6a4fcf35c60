#!/usr/bin/env python3
"""The list of what others made is whole, and what packaging/sbom makes of it has the form that its readers expect."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
KNOWN = json.loads((ROOT / "packaging/components.json").read_text(encoding="utf-8"))
COMPONENTS = KNOWN["components"]
PURL = re.compile(r"pkg:(deb/debian|npm|generic)/[A-Za-z0-9.+%_-]+@[A-Za-z0-9.+%~_-]+(\?arch=source)?$")
# What the programs link beside what CMake asks for by name: it comes with another one, or with the compiler.
UNNAMED = {"Protocol Buffers", "Abseil", "GCC runtime libraries"}
# CMake's own helpers, and what isn't shipped.
NOT_SHIPPED = {"PkgConfig", "Python3", "Qt6LinguistTools"}


def sbom(*arguments, status=0, **environment):
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run([ROOT / "packaging/sbom", *arguments], capture_output=True, text=True, check=False, env={**kept, **environment})
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


def cmake_names():
    """What the product's CMake files look for: {"Qt6", "Qt6 Svg", "minizip", …}."""
    names = set()
    files = [ROOT / "CMakeLists.txt"] + [file for room in ("app", "models", "resources", "server", "ui")
                                         for file in (ROOT / room).rglob("CMakeLists.txt")]
    for file in files:
        text = re.sub(r"#[^\n]*", "", file.read_text(encoding="utf-8"))
        for name, rest in re.findall(r"find_package\(\s*(\w+)([^)]*)\)", text):
            names.add(name)
            if name == "Qt6" and re.search(r"\bSvg\b", rest):
                names.add("Qt6 Svg")
        names.update(re.findall(r"pkg_check_modules\(\s*\w+[^)]*?\b([a-z0-9+-]+)\s*\)", text))
        names.update(re.findall(r"find_library\(\s*\w+(?:\s+NAMES)?\s+([a-z0-9_-]+)", text))
    return names - NOT_SHIPPED


class Components(unittest.TestCase):
    def test_each_library_that_cmake_finds_is_listed_and_no_other(self):
        listed = {c["cmake"] for c in COMPONENTS if "cmake" in c}
        self.assertEqual(cmake_names() - listed, set(), "add these to packaging/components.json")
        self.assertEqual(listed - cmake_names(), set(), "packaging/components.json lists what isn't used any more")

    def test_each_has_all_that_is_said_of_it(self):
        for component in COMPONENTS:
            with self.subTest(component["name"]):
                self.assertTrue(component["copyright"] and component["url"].startswith("https://"))
                self.assertTrue(set(component["in"]) <= {"desktop", "server"} and component["in"])
                self.assertIn(component["how"], ("linked", "compiled in", "data"))
                self.assertTrue("package" in component or {"version", "purl", "files"} <= set(component))
                if "package" in component:
                    self.assertTrue("cmake" in component or component["name"] in UNNAMED)
        names = [c["name"] for c in COMPONENTS]
        self.assertEqual(len(set(names)), len(names))

    def test_each_license_has_its_text(self):
        compiled_in = (ROOT / "resources/licenses.qrc").read_text(encoding="utf-8")
        for component in COMPONENTS:
            for word in re.findall(r"[A-Za-z0-9.-]+", component["license"]):
                if word in ("AND", "OR", "WITH"):
                    continue
                file = ROOT / ("LICENSE" if word == "GPL-3.0-or-later" else f"packaging/licenses/{word}.txt")
                self.assertTrue(file.stat().st_size > 200, file)
                if "desktop" in component["in"]:
                    self.assertIn(f'alias="{word}.txt"', compiled_in)

    def test_files_of_others_are_there(self):
        for component in COMPONENTS:
            for pattern in component.get("files", []):
                self.assertTrue(list(ROOT.glob(pattern)), pattern)
        # Each notice in the sources belongs to one that is listed.
        notices = {file.relative_to(ROOT).parent for file in (ROOT / "resources").rglob("LICENSE*")}
        folders = {pathlib.Path(pattern).parent for c in COMPONENTS for pattern in c.get("files", [])}
        self.assertEqual(notices - folders, set())


class Bill(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.versions = pathlib.Path(cls.folder.name) / "versions.json"
        cls.versions.write_text(json.dumps({c["name"]: "1.2" for c in COMPONENTS if "package" in c}), encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def bill(self, *arguments, **environment):
        return json.loads(sbom("--versions", str(self.versions), *arguments, **environment))

    def check_form(self, bill):
        self.assertEqual((bill["bomFormat"], bill["specVersion"], bill["version"]), ("CycloneDX", "1.5", 1))
        self.assertEqual(set(bill), {"bomFormat", "specVersion", "version", "metadata", "components", "dependencies"})
        root = bill["metadata"]["component"]
        self.assertEqual(root["type"], "application")
        self.assertRegex(root["version"], r"^\d+\.\d+\.\d+$")
        references = [root["bom-ref"]] + [c["bom-ref"] for c in bill["components"]]
        self.assertEqual(len(set(references)), len(references))
        for component in bill["components"]:
            self.check_component(component)
        self.assertEqual([d["ref"] for d in bill["dependencies"]][0], root["bom-ref"])
        self.assertEqual({d["ref"] for d in bill["dependencies"]}, set(references))
        reached = [ref for d in bill["dependencies"] for ref in d["dependsOn"]]
        self.assertEqual(sorted(reached), sorted(references[1:]))

    def check_component(self, component):
        with self.subTest(component["name"]):
            self.assertIn(component["type"], ("library", "data"))
            self.assertTrue(component["version"] and component["copyright"])
            self.assertRegex(component["purl"], PURL)
            (license_,) = component["licenses"]
            if "expression" in license_:
                self.assertRegex(license_["expression"], " (AND|OR|WITH) ")
            else:
                self.assertRegex(license_["license"]["id"], r"^[A-Za-z0-9.-]+$")
            for reference in component["externalReferences"]:
                self.assertEqual(set(reference), {"type", "url"})
            for fact in component["properties"]:
                self.assertEqual(set(fact), {"name", "value"})

    def test_it_has_the_form_of_cyclonedx(self):
        for program in ((), ("--program", "desktop"), ("--program", "server")):
            self.check_form(self.bill(*program))

    def test_a_program_has_its_own_parts(self):
        desktop = {c["name"] for c in self.bill("--program", "desktop")["components"]}
        server = {c["name"] for c in self.bill("--program", "server")["components"]}
        self.assertIn("QtKeychain", desktop - server)
        self.assertIn("libarchive", server - desktop)
        self.assertEqual({c["name"] for c in self.bill()["components"]}, desktop | server)

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(sbom("--versions", str(self.versions)), sbom("--versions", str(self.versions)))
        bill = self.bill()
        self.assertNotIn("serialNumber", bill)
        self.assertNotIn("timestamp", bill["metadata"])
        self.assertEqual(self.bill(SOURCE_DATE_EPOCH="86400")["metadata"]["timestamp"], "1970-01-02T00:00:00Z")

    def test_a_version_that_nobody_knows_stops_it(self):
        with tempfile.TemporaryDirectory() as empty:
            said = sbom(status=1, PATH=f"{empty}:{pathlib.Path(self.python_folder())}")
        self.assertIn("nobody knows the version of", said)

    def python_folder(self):
        """A folder with python3 and env alone, so that dpkg-query isn't found."""
        folder = pathlib.Path(self.folder.name) / "bin"
        folder.mkdir(exist_ok=True)
        for name in ("python3", "env"):
            found = subprocess.run(["sh", "-c", f"command -v {name}"], capture_output=True, text=True, check=True).stdout.strip()
            if not (folder / name).exists():
                (folder / name).symlink_to(found)
        return folder


class Copyright(unittest.TestCase):
    def test_the_paragraphs_are_a_debian_copyright_files(self):
        for program in ("desktop", "server"):
            paragraphs = sbom("--copyright", "--program", program).strip().split("\n\n")
            defined = {re.match(r"License: (\S+)", p)[1] for p in paragraphs if p.startswith("License: ")}
            used = set()
            self.assertTrue(paragraphs[0].startswith("Files: *\n"))
            for paragraph in paragraphs:
                for line in paragraph.split("\n"):
                    self.assertRegex(line, r"^([A-Z][a-z]+:( \S.*)?| +\S.*)$")
                if paragraph.startswith("Files:"):
                    self.assertRegex(paragraph, r"\nCopyright:")
                    used.update(re.search(r"\nLicense: (.*)", paragraph)[1].split(" and "))
            self.assertEqual(used, defined)


if __name__ == "__main__":
    unittest.main()
