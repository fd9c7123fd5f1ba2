"""Text quality of PDFs against pdftotext, ours and pypdfium2's on the same files: quality.py FOLDER [--worst N]

For every file and engine: token F1 (bags of words) and order similarity (normalised indel similarity of the first 6,000
tokens) against `pdftotext -raw` and `pdftotext`, the better of the two for each file. Needs poppler's pdftotext, and the
packages in bench/requirements.txt. Our text comes from `cargo run --release -p lode-documents --example extract`.
"""
import collections
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

import pypdfium2
from rapidfuzz.distance import Indel

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORD = re.compile(r"\w+", re.U)


def tokens(text):
    return WORD.findall(text.lower())


def f1(a, b):
    overlap = sum((collections.Counter(a) & collections.Counter(b)).values())
    return 2 * overlap / (len(a) + len(b)) if a or b else 1.0


def order(a, b):
    numbers = {}
    code = lambda words: [numbers.setdefault(word, len(numbers)) for word in words[:6000]]
    return Indel.normalized_similarity(code(a), code(b))


def pdftotext(path, *options):
    try:
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", *options, path, "-"], capture_output=True, timeout=60)
        return tokens(done.stdout.decode("utf8", "replace")) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        return None


def pdfium(path):
    try:
        document = pypdfium2.PdfDocument(path)
        return tokens("\n".join(page.get_textpage().get_text_range() for page in document))
    except Exception:
        return None


def ours(paths):
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            pathlib.Path(folder, f"{number}.pdf").symlink_to(path.resolve())
        names = [str(pathlib.Path(folder, f"{number}.pdf")) for number in range(len(paths))]
        program = ROOT / "target/release/examples/extract"
        subprocess.run([program, "--to", folder, *names], stderr=subprocess.DEVNULL, timeout=600)
        outputs = [pathlib.Path(folder, f"{number}.pdf.txt") for number in range(len(paths))]
        return [tokens(output.read_text("utf8")) if output.exists() else None for output in outputs]


def best(candidate, references):
    scores = [(f1(candidate, reference), order(candidate, reference)) for reference in references if reference is not None]
    return max(score[0] for score in scores), max(score[1] for score in scores)


def main():
    paths = sorted(pathlib.Path(sys.argv[1]).rglob("*.pdf"))
    rows = []
    for path, mine in zip(paths, ours(paths)):
        references = [pdftotext(path, "-raw"), pdftotext(path)]
        theirs = pdfium(path)
        if mine is None or theirs is None or all(r is None or len(r) < 5 for r in references):
            continue
        rows.append((path.name, best(mine, references), best(theirs, references)))
    if "--worst" in sys.argv:
        count = int(sys.argv[sys.argv.index("--worst") + 1])
        for name, mine, theirs in sorted(rows, key=lambda row: (row[1][0] + row[1][1]) - (row[2][0] + row[2][1]))[:count]:
            print(f"{name}: ours {mine[0]:.3f} {mine[1]:.3f}, pypdfium2 {theirs[0]:.3f} {theirs[1]:.3f}")
    print("| engine | files | F1 | order |\n|---|---|---|---|")
    for name, index in (("lode", 1), ("pypdfium2", 2)):
        print(f"| {name} | {len(rows)} | {statistics.mean(r[index][0] for r in rows):.4f} | {statistics.mean(r[index][1] for r in rows):.4f} |")


main()
