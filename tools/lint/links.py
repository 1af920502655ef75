#!/usr/bin/env python3
"""What the built programs link: the kiosk nothing that talks to a network, the carrier no database, the receiver
nothing of what reads records. A program that a tree does not build is passed over.

Usage: links.py BUILD    exit 1 when a program links what its law forbids
"""
import pathlib
import re
import subprocess
import sys

# program -> (libraries, symbols) that must not be in it
FORBIDDEN = {
    "kiosk/asah-kiosk": (("libssl", "libcurl"), ()),
    "sync/agent/asah-sync": (("libsqlite3", "libGL", "libglfw"), ()),
    "sync/hq/receiver/asah-receiver": (("libcurl", "libGL"), ("asah::vault::open_record", "asah::hq::Reader::")),
}


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main():
    build = pathlib.Path(sys.argv[1])
    found = seen = 0
    for name, (libraries, symbols) in FORBIDDEN.items():
        program = build / name
        if not program.is_file():
            continue
        seen += 1
        linked = re.findall(r"\(NEEDED\).*\[(.*?)\]", output("readelf", "-dW", program))
        defined = output("nm", "-C", "--defined-only", program)
        faults = [one for one in linked if one.startswith(libraries)] if libraries else []
        faults += [symbol for symbol in symbols if symbol in defined]
        for fault in faults:
            found += 1
            print(f"{name} may not link {fault}")
    print(f"links: {found} finding(s) in {seen} program(s)")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
