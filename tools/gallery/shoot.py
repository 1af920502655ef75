#!/usr/bin/env python3
"""Pictures of every screen by asah-gallery: three sizes and two languages, 200 % text and high contrast,
and sheets that show them in rows, beside the mock-ups where a folder with those is given.

    tools/gallery/shoot.py BUILD OUT [--mockups DIR] [--only PAGE] [--variant NAME]

BUILD is a build folder with test hooks. Needs Xvfb and ImageMagick."""
import argparse
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "demo"))
from window import Display  # noqa: E402

SIZES = [(1024, 600), (1280, 800), (1920, 1080)]
FONT = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
# page -> the mock-up of the same screen
MOCKUPS = {
    "sign_in": "01-sign-in", "home": "02-home", "start": "03-before-start", "quiz_single": "04-single-choice",
    "quiz_situational": "05-situational", "quiz_multiple": "06-multiple-choice", "quiz_numeric": "07-numeric",
    "statement": "11-self-assessment", "map": "12-question-map", "finish": "12b-finish-dialog",
    "quiz_late": "13-time-warning", "unsaved": "14-answer-not-saved", "result": "15-result-bars",
    "ready": "20-admin-ready", "components": "00-components",
}


def variants(wanted):
    """Folder name, options of asah-gallery and size; of one variant alone when one is wanted."""
    found = []
    for width, height in SIZES:
        for language in ("id", "en"):
            found.append((f"{width}x{height}-{language}",
                          ["--width", str(width), "--height", str(height), "--lang", language], (width, height)))
    for width, height in SIZES[:2]:
        found.append((f"{width}x{height}-id-text200",
                      ["--width", str(width), "--height", str(height), "--text", "200"], (width, height)))
    found.append(("1280x800-id-contrast", ["--contrast"], (1280, 800)))
    found.append(("1280x800-en-text200-contrast", ["--text", "200", "--contrast", "--lang", "en"], (1280, 800)))
    return [each for each in found if wanted in (None, each[0])]


def draw(gallery, folder, options, size, only):
    folder.mkdir(parents=True, exist_ok=True)
    display = Display(f"{size[0]}x{size[1]}")
    try:
        env = dict(os.environ, DISPLAY=display.name, LIBGL_ALWAYS_SOFTWARE="1")
        words = [str(gallery), "--out", str(folder), *options] + (["--only", only] if only else [])
        subprocess.run(words, env=env, check=True)
    finally:
        display.close()
    pictures = []
    for ppm in sorted(folder.glob("*.ppm")):
        png = ppm.with_suffix(".png")
        subprocess.run(["convert", str(ppm), str(png)], check=True)
        ppm.unlink()
        pictures.append(png)
    return pictures


def sheet(pictures, out, columns):
    words = ["montage", "-font", FONT]
    for picture in pictures:
        words += ["-label", picture.stem, str(picture)]
    subprocess.run(words + ["-tile", f"{columns}x", "-geometry", "640x+6+6", "-background", "#888", str(out)],
                   check=True)


def beside(folder, mockups, out):
    """Mock-up left, drawn right."""
    pairs = []
    for page, mockup in MOCKUPS.items():
        left, right = mockups / (mockup + ".png"), folder / (page + ".png")
        if left.exists() and right.exists():
            pairs += [left, right]
    if pairs:
        sheet(pairs, out, 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--mockups", type=pathlib.Path)
    parser.add_argument("--only")
    parser.add_argument("--variant", help="one folder alone, such as 1280x800-id")
    options = parser.parse_args()
    gallery = options.build / "tools/gallery/asah-gallery"
    total = 0
    for name, words, size in variants(options.variant):
        pictures = draw(gallery, options.out / name, words, size, options.only)
        total += len(pictures)
        sheet(pictures, options.out / f"sheet-{name}.png", 3)
        print(f"{name}: {len(pictures)} pictures", flush=True)
    if options.mockups:
        beside(options.out / "1280x800-id", options.mockups, options.out / "beside-mockups.png")
    print(f"{total} pictures in {options.out}")


if __name__ == "__main__":
    main()
