"""Makes the fonts of this folder from Noto CJK. Usage: python3 subset.py FOLDER_OF_NOTO_CJK
(Debian: fonts-noto-cjk, /usr/share/fonts/opentype/noto), with fonttools installed."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def gb2312():
    """All characters of GB 2312."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def between(*ranges):
    return {chr(c) for first, last in ranges for c in range(first, last + 1)}


WORDS = [ROOT / "src/words.rs", *ROOT.glob("src/words/*.rs"), *ROOT.glob("data/bat-ties/*.csv")]
OWN = {c for path in WORDS for c in path.read_text("utf-8") if ord(c) > 0x2E7F}
ALPHABETS = between(
    (0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x218, 0x21B), (0x384, 0x3CE), (0x400, 0x45F),
    (0x1EA0, 0x1EF9), (0x2010, 0x2027), (0x2030, 0x203A),
) | set("€№™←↑→↓↔−≈≠≤≥○●…")
FULL_WIDTH = between((0x3000, 0x3017), (0xFF01, 0xFF5E))


def subset(source, made, characters):
    subprocess.run(
        ["pyftsubset", str(Path(sys.argv[1]) / source),
         "--font-number=2",  # Simplified Chinese
         "--text=" + "".join(sorted(characters)), f"--output-file={HERE / made}",
         "--layout-features=kern,liga,mark,mkmk,ccmp,locl", "--desubroutinize", "--no-hinting",
         "--name-IDs=0,1,2,3,4,5,6,13,14", "--notdef-outline"],
        check=True,
    )


subset("NotoSansCJK-Regular.ttc", "sans.otf", ALPHABETS | FULL_WIDTH | OWN | set(gb2312()))
subset("NotoSansCJK-Bold.ttc", "sans-bold.otf", ALPHABETS | FULL_WIDTH | OWN)
subset("NotoSerifCJK-Bold.ttc", "serif-bold.otf", ALPHABETS)
