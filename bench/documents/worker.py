"""pypdfium2 in one process, as worker.mjs does it: worker.py PASSES < files.json"""
import json
import resource
import sys
import time

import pypdfium2

files = json.load(sys.stdin)
empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
read = {}


def extract(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def run():
    for path in files:
        try:
            read[path] = len(extract(path))
        except Exception:
            read.pop(path, None)


before = time.process_time()
run()
first = (time.process_time() - before) * 1000
best = float("inf")
for _ in range(int(sys.argv[1])):
    before = time.process_time()
    run()
    best = min(best, (time.process_time() - before) * 1000)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
cpu = best if best < float("inf") else None
print(json.dumps({"first": first, "cpu": cpu, "peak": peak, "above": peak - empty, "read": read}))
