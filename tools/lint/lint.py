#!/usr/bin/env python3
"""The repository linter: what compilers and clang-tidy cannot see.

Checks, each with the place and the remedy:
  include law       who may include whom (architecture), nothing under kiosk/ includes sync/
  third party       one folder per third-party header
  SQL               no SQL text outside .sql files (pragmas in kiosk/sqlite/pragmas.cpp)
  languages         both languages have the same keys; every key is used; every used key exists
  leftovers         no TODO/FIXME, no path of one machine
Usage: lint.py ROOT    exit 1 when anything is found; lint.py --self-test
"""
import pathlib
import re
import sys

# folder -> folders it may include (itself always)
LAW = {
    "kiosk/core/base": set(),
    "kiosk/core/items": {"kiosk/core/base"},
    "kiosk/core/assessment": {"kiosk/core/base", "kiosk/core/items"},
    "kiosk/core/formats": {"kiosk/core/base", "kiosk/core/items", "kiosk/core/assessment"},
    "kiosk/core/ledger": {"kiosk/core/base", "kiosk/core/items", "kiosk/core/assessment"},
    "kiosk/core/content": {"kiosk/core/base", "kiosk/core/items", "kiosk/core/assessment", "kiosk/core/formats",
                           "kiosk/core/ledger"},
    "kiosk/vault": {"kiosk/core"},
    "kiosk/sqlite": {"kiosk/core"},
    "kiosk/store": {"kiosk/core", "kiosk/sqlite"},
    "kiosk/station": {"kiosk/core", "kiosk/store", "kiosk/sqlite", "kiosk/vault"},
    "kiosk/screens": {"kiosk/core"},
    "kiosk/ui": {"kiosk/core", "kiosk/screens", "assets"},
    "kiosk/shell": {"kiosk/core", "kiosk/screens", "kiosk/ui", "kiosk/station", "kiosk/vault", "assets"},
    "kiosk/main.cpp": {"kiosk", "assets"},
    "assets": {"kiosk/core/base"},
    "sync/protocol": {"kiosk/core"},
    "sync/agent": {"kiosk/core", "sync/protocol", "kiosk/vault", "assets"},
    # Headquarters' halves: the receiver faces the network and never reaches what reads records.
    "sync/hq/http": {"kiosk/core/base"},
    "sync/hq/data": {"kiosk/core", "kiosk/sqlite", "sync/protocol"},
    "sync/hq/receiver": {"kiosk/core", "kiosk/vault", "sync/protocol", "sync/hq/http", "sync/hq/data", "assets"},
    "sync/hq/filing": {"kiosk/core", "kiosk/vault", "sync/hq/data", "sync/protocol"},
    "sync/hq/reports": {"kiosk/core", "kiosk/sqlite"},
    "sync/hq/web": {"kiosk/core", "kiosk/vault", "sync/hq/data", "sync/hq/http", "sync/hq/reports", "sync/protocol"},
    "sync/hq/office": {"kiosk/core", "sync/protocol", "kiosk/sqlite", "kiosk/vault", "sync/hq", "assets"},
    "tools": {"kiosk", "assets", "tools"},
    "tests": {"kiosk", "sync", "assets", "tests", "tools"},
}
# Headers that only some places may include, whatever the folder law says.
RESERVED = {
    "kiosk/vault/open.h": ("kiosk/vault", "sync/hq/filing", "tests"),
    "kiosk/vault/parcel.h": ("kiosk/vault", "kiosk/station", "tests"),
}
# third-party header prefix -> places that may include it
THIRD = {
    r"imgui": ("kiosk/ui", "kiosk/shell", "tests/ui", "tools/gallery"),
    r"GLFW/": ("kiosk/shell", "tools/gallery"),
    r"GL/": ("kiosk/shell", "tools/gallery"),
    r"sqlite3\.h": ("kiosk/sqlite", "tests"),
    r"openssl/": ("kiosk/vault", "kiosk/core/base/sha256.cpp", "sync/hq/http", "tests"),
    r"sodium": ("kiosk/vault",),
    r"utf8proc": ("kiosk/core/items",),
    r"zstd": ("kiosk/vault", "tests"),
    r"curl/": ("sync/agent",),
    r"boost/": ("sync/hq/http",),
    r"(sys/socket|netinet/|arpa/inet|netdb)": ("sync", "tests/support/http_text.cpp"),
    r"CLI/": ("kiosk/main.cpp", "sync", "tools", "tests/bench"),
    # Files are opened by the port (kiosk/core/base/files.h) alone: what lies in a shared folder is hostile.
    r"(fstream$|dirent\.h|fcntl\.h|sys/stat\.h)": (
        "kiosk/core/base", "kiosk/sqlite/database.cpp", "kiosk/ui/fonts.cpp", "kiosk/shell", "sync/hq/office/serve.cpp",
        "tests", "tools"),
}
SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN|COMMIT|ROLLBACK|VACUUM)\b[^"]*', re.I)
LEFTOVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(work|farm|root)/")
CASE_NAME = re.compile(r'TEST_CASE(?:_FIXTURE)?\(\s*(?:[\w:]+,\s*)?(?:"(?:[^"\\]|\\.)*"\s*)+')
SOURCES = {".h", ".cpp"}


def folder_of(path):
    best = ""
    for name in LAW:
        if (path == name or path.startswith(name + "/")) and len(name) > len(best):
            best = name
    return best


def is_under(path, names):
    return any(path == name or path.startswith(name + "/") for name in names)


def check_includes(path, text):
    own = folder_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#include ["<]([^">]+)[">]', line)
        if not found:
            continue
        header = found.group(1)
        for pattern, places in THIRD.items():
            if re.match(pattern, header) and not is_under(path, places):
                yield path, number, f"{header} belongs to {' or '.join(places)}"
        if header in RESERVED and not is_under(path, RESERVED[header]):
            yield path, number, f"{header} belongs to {' or '.join(RESERVED[header])}"
        if not header.startswith(("kiosk/", "sync/", "tools/", "tests/", "assets/")):
            continue
        if path.startswith("kiosk/") and header.startswith("sync/"):
            yield path, number, "nothing under kiosk/ includes sync/"
        if own and not is_under(header, LAW[own] | {own}):
            yield path, number, f"{own} may not include {header}"


def check_sql(path, text):
    if not path.startswith(("kiosk/", "sync/", "tools/")) or path == "kiosk/sqlite/pragmas.cpp":
        return
    for number, line in enumerate(text.splitlines(), 1):
        if SQL.search(line) and not line.lstrip().startswith("//"):
            yield path, number, "SQL text: put the statement into a .sql file"


def check_leftovers(path, text):
    for number, line in enumerate(text.splitlines(), 1):
        if LEFTOVER.search(line) and path != "tools/lint/lint.py":
            yield path, number, "left undone: do it or say it in the closing note"
        if MACHINE.search(line) and path != "tools/lint/lint.py":
            yield path, number, "path of one machine"


def check_case_names(path, text):
    for found in CASE_NAME.finditer(text):
        if ";" in found.group():
            yield path, text.count("\n", 0, found.start()) + 1, "ctest cuts a test's name at ';' and then runs no case"


def read_catalogue(root, language):
    keys = {}
    for file in sorted((root / "assets/lang" / language).glob("*.txt")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            if line and not line.startswith("#"):
                key = line.split(" = ", 1)[0]
                keys[key] = (str(file.relative_to(root)), number, line.split(" = ", 1)[-1])
    return keys


def check_languages(root, sources):
    id_keys, en_keys = read_catalogue(root, "id"), read_catalogue(root, "en")
    for key in sorted(set(id_keys) ^ set(en_keys)):
        where = id_keys.get(key) or en_keys.get(key)
        yield where[0], where[1], f"key {key} is missing in the other language"
    holes = re.compile(r"\{[a-z_]+\}")
    for key in sorted(set(id_keys) & set(en_keys)):
        if set(holes.findall(id_keys[key][2])) != set(holes.findall(en_keys[key][2])):
            yield id_keys[key][0], id_keys[key][1], f"{key}: placeholders differ between languages"
    code = "\n".join(text for path, text in sources if not path.startswith("tests/"))
    literals = set(re.findall(r'"([^"\n]*)"', code))
    # A key may be put together at run time: "error." + key + ".what".
    beginnings = literals | {literal.split("{", 1)[0] for literal in literals if "{" in literal}
    stems = {stem for stem in beginnings if stem.endswith((".", "_")) and len(stem) > 2}
    for key, (file, number, _) in sorted(id_keys.items()):
        # A page's words may be asked for without the page's prefix, and by a stem and an ending.
        tails = {key, key.split(".", 1)[-1]} if key.count(".") > 1 else {key}
        if tails & literals or any(tail.startswith(stem) for stem in stems for tail in tails):
            continue
        if any(tail.endswith(end) and tail[: -len(end)] in literals
               for end in literals if end.startswith(("_", ".")) and len(end) > 2 for tail in tails):
            continue
        yield file, number, f"key {key} is used nowhere"
    prefixes = {key.split(".", 1)[0] for key in id_keys}
    for path, text in sources:
        if path.startswith("tests/"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for key in re.findall(r'\.text\("([a-z_0-9.]+)"', line):
                if "." in key and not key.endswith(".") and key.split(".", 1)[0] in prefixes and key not in id_keys:
                    yield path, number, f"key {key} does not exist"


def findings(root):
    sources = []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.startswith(("build", ".git/")) or not path.is_file():
            continue
        if path.suffix in SOURCES | {".sql", ".sh", ".py", ".md", ".txt", ".cmake", ".css", ".js"}:
            sources.append((name, path.read_text(errors="replace")))
    code = [(n, t) for n, t in sources if n.endswith((".h", ".cpp"))]
    for name, text in code:
        yield from check_includes(name, text)
        yield from check_sql(name, text)
        yield from check_case_names(name, text)
    for name, text in sources:
        yield from check_leftovers(name, text)
    yield from check_languages(root, code)


def self_test():
    """Each rule must be able to find its fault."""
    assert list(check_includes("kiosk/ui/a.cpp", '#include "kiosk/store/store.h"'))
    assert list(check_includes("kiosk/shell/a.cpp", '#include "sync/agent/agent.h"'))
    assert list(check_includes("kiosk/store/a.cpp", "#include <sqlite3.h>"))
    assert list(check_includes("kiosk/shell/a.cpp", '#include "kiosk/vault/open.h"'))
    assert not list(check_includes("kiosk/station/a.cpp", '#include "kiosk/vault/parcel.h"'))
    assert list(check_includes("sync/hq/receiver/a.cpp", '#include "sync/hq/filing/reader.h"'))
    assert list(check_includes("kiosk/core/formats/a.cpp", '#include "kiosk/core/ledger/record.h"'))
    assert list(check_includes("kiosk/core/items/a.cpp", '#include "kiosk/core/assessment/sitting.h"'))
    assert list(check_includes("kiosk/station/a.cpp", "#include <sys/socket.h>"))
    assert list(check_sql("kiosk/store/a.cpp", 'db.run("SELECT 1");'))
    assert not list(check_sql("kiosk/store/a.cpp", '// "SELECT 1"'))
    assert list(check_case_names("tests/a.cpp", 'TEST_CASE(\n    "one; "\n    "two") {'))
    assert not list(check_case_names("tests/a.cpp", 'TEST_CASE("one, two") { f(";"); }'))
    assert list(check_leftovers("kiosk/a.cpp", "// TO" + "DO later"))
    assert list(check_leftovers("tools/a.sh", "cd /ro" + "ot/x"))
    print("lint: every rule finds its fault")


def main():
    if sys.argv[1:] == ["--self-test"]:
        self_test()
        return 0
    root = pathlib.Path(sys.argv[1])
    found = list(findings(root))
    for path, number, words in found:
        print(f"{path}:{number}: {words}")
    print(f"lint: {len(found)} finding(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
