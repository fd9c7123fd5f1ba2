"""pypdfium2 in one process, as worker.mjs does it: a line of JSON in, a line out."""
import json
import sys
import time

import pypdfium2


def answer(path, dpi, format):
    cpu, started = time.process_time(), time.perf_counter()
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    # The formats that pypdfium2 itself recommends for speed, with bytes in the order of ours.
    four = format == "rgba"
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=four, maybe_alpha=four)
    pixels = bitmap.to_numpy()
    wall = (time.perf_counter() - started) * 1000
    height, width = pixels.shape[:2]
    sample = int(pixels[height // 2, width // 2, 0])
    del pixels
    bitmap.close()
    page.close()
    document.close()
    return {"cpu": (time.process_time() - cpu) * 1000, "wall": wall, "width": width, "height": height, "sample": sample}


for line in sys.stdin:
    try:
        result = answer(**json.loads(line))
    except Exception as error:
        result = {"error": str(error)}
    print(json.dumps(result), flush=True)
