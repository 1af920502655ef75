#!/usr/bin/env python3
"""A second implementation of drawing a form and of an item's revision, from the headers' words alone.

Prints the literals of tests/core/assessment/form_test.cpp: the bank there is eight items A1..A4 (level 1)
and B1..B4 (level 2) of T.01, indicators x, y, x, y, options a..d each; the blueprint asks for two and two.
Usage: draw_form.py [SEED]
"""
import hashlib
import struct
import sys

MASK = (1 << 64) - 1


class Generator:
    """xoshiro256** seeded by splitmix64 (Blackman & Vigna 2018)."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def next(self):
        s = self.state
        result = (rotl((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 45)
        return result

    def below(self, bound):
        while True:
            value = self.next()
            if value >= (1 << 64) % bound:
                return value % bound

    def shuffle(self, values):
        for i in range(len(values), 1, -1):
            j = self.below(i)
            values[i - 1], values[j] = values[j], values[i - 1]


def rotl(value, count):
    return ((value << count) | (value >> (64 - count))) & MASK


def alternating(items):
    rows, order = {}, []
    for item in items:
        if item[1] not in rows:
            order.append(item[1])
        rows.setdefault(item[1], []).append(item)
    out, turn = [], 0
    while len(out) < len(items):
        out += [rows[name][turn] for name in order if turn < len(rows[name])]
        turn += 1
    return out


def draw(seed):
    bank = [[(f"{level}{n}", "xy"[(n - 1) % 2]) for n in range(1, 5)] for level in "AB"]
    generator, lists = Generator(seed), []
    for row in bank:
        generator.shuffle(row)
        lists.append(alternating(row)[:2])
    drawn = lists[0] + lists[1]
    generator.shuffle(drawn)
    form = []
    for name, _ in drawn:
        options = list("abcd")
        generator.shuffle(options)
        form.append(name + ":" + "".join(options))
    return " ".join(form)


def revision():
    """Of the item in the case "an item's revision has these bytes"."""
    field = lambda text: struct.pack(">I", len(text.encode())) + text.encode()
    local = lambda indonesian, english: field(indonesian) + field(english)
    options = [("a", "Ya", "Yes"), ("b", "Tidak", "")]
    data = field("asah/item-revision/1") + field("T01-05") + bytes([0]) + field("T.01") + bytes([2])
    data += field("T.01.2.1") + local("Apakah?", "Is it?")
    data += struct.pack(">I", len(options)) + b"".join(field(i) + local(a, b) for i, a, b in options)
    data += struct.pack(">I", 0) + local("", "") + local("", "")
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    print(draw(int(sys.argv[1]) if len(sys.argv) > 1 else 42))
    print(revision())
