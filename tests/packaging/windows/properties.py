"""What Windows shows of files: the strings of an .exe's version, and where a .lnk leads."""
import re
import struct


def version_strings(file):
    """The names and values of its VERSIONINFO: pairs of UTF-16 texts, the value after zeros up to four bytes' border."""
    data = file.read_bytes()
    start = data.find("StringFileInfo".encode("utf-16-le"))
    found = {}
    for match in re.finditer(rb"(?s)(..)(..)\x01\x00((?:[A-Za-z]\x00)+)\x00\x00", data[start:start + 4000]):
        size, length = struct.unpack("<HH", match[1] + match[2])
        at = start + match.end() + -(match.end() - match.start()) % 4
        if size and length:
            found[match[3].decode("utf-16-le")] = data[at:at + 2 * length].decode("utf-16-le").rstrip("\0")
    return found


def link_target(file):
    """The path in a link, whichever of its two places has it."""
    data = file.read_bytes()
    for text in (data.decode("utf-16-le", "ignore"), data[1:].decode("utf-16-le", "ignore"), data.decode("latin-1")):
        found = re.search(r"[A-Z]:\\[^\0]*?\.exe", text)
        if found:
            return found[0]
    return ""
