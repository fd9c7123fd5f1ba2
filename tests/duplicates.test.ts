import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStringIncludes, assertThrows } from "@std/assert";
import { lode } from "./support/lode.ts";

// Written by hand: what is the same, and on which lines, is to be seen here.
const SUM = `function total(rows, rate) {
  let sum = 0;
  for (const row of rows) {
    if (row.price > 100 && row.count < 5) {
      sum += row.price * row.count * (1 - rate);
    } else {
      sum += row.price * row.count;
    }
  }
  return Math.round(sum * 100) / 100;
}
`;
const RENAMED = SUM.replace("total", "weigh").replaceAll("rows", "boxes").replaceAll("row", "box").replaceAll(
  "sum",
  "all",
)
  .replaceAll("100", "7");
const OTHER = `class Gate {
  #open = false;
  toggle() { this.#open = !this.#open; return this.#open ? "open" : "shut"; }
}
`;

async function inTree(files: Readonly<Record<string, string>>, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "lode-duplicates-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(join(folder, name, ".."), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a function that was copied to another file is found with its lines", () =>
  inTree({ "a.js": SUM, "lib/b.js": `${OTHER}\n${SUM}` }, async (folder) => {
    const report = await lode.findDuplicates(folder);
    assertEquals(report.filesScanned, 2);
    assertEquals(report.functionsAnalyzed, 3);
    assertEquals(report.length, 1);
    const [match] = report.duplicates;
    assertEquals([match?.file1, match?.file2], [join(folder, "a.js"), join(folder, "lib/b.js")]);
    assertEquals([match?.startLine1, match?.endLine1, match?.startLine2, match?.endLine2], [1, 11, 6, 16]);
    assertEquals([match?.type, match?.similarity, match?.function1], [1, 1, "total"]);
    assertEquals(report.stats.totalLines, 27);
    assertEquals(report.stats.duplicatedLines, 22);
  }));

test("a copy with other names and numbers is of type 2, and not found where names must be the same", () =>
  inTree({ "a.js": SUM, "b.js": RENAMED }, async (folder) => {
    const [found] = (await lode.findDuplicates(folder)).classes;
    assertEquals([found?.type, found?.fragments.length], [2, 2]);
    assertEquals(
      (await lode.findDuplicates(folder, { identifiers: "exact", literals: "exact", types: [1] })).length,
      0,
    );
  }));

test("the synchronous call and the stream give what the asynchronous call gives", () =>
  inTree({ "a.js": SUM, "b.js": RENAMED, "c.ts": SUM }, async (folder) => {
    const { classes } = await lode.findDuplicates(folder);
    assert(classes.length > 0);
    assertEquals(lode.findDuplicatesSync(folder).classes, classes);
    const streamed = [];
    for await (const found of lode.scanDuplicates(folder)) streamed.push(found);
    assertEquals(streamed, classes);
  }));

test("files that cannot be scanned are listed with the reason", () =>
  inTree({ "a.js": SUM, "b.js": "let a = '\0\0\0\0';\n".repeat(20) }, async (folder) => {
    const { skipped, filesScanned } = await lode.findDuplicates(folder);
    assertEquals(filesScanned, 1);
    assertEquals(skipped.map(({ path, reason }) => [path, reason]), [[join(folder, "b.js"), "binary"]]);
  }));

test("what .gitignore and ignorePatterns name is left out", () =>
  inTree({ "a.js": SUM, "out/b.js": SUM, "c.js": SUM, ".gitignore": "out/\n" }, async (folder) => {
    assertEquals((await lode.findDuplicates(folder)).filesScanned, 2);
    assertEquals((await lode.findDuplicates(folder, { gitignore: false })).filesScanned, 3);
    assertEquals((await lode.findDuplicates(folder, { ignorePatterns: ["c.*"] })).filesScanned, 1);
  }));

test("a path that is not there is an IoError that names it", async () => {
  const error = await assertRejects(() => lode.findDuplicates("no/such/folder"), lode.IoError);
  assertStringIncludes(error.message, "no/such/folder");
  assertEquals(error.code, "NOT_FOUND");
});

test("a wrong option is refused with its path, what was expected and what came", async () => {
  const error = await assertRejects(() => lode.findDuplicates(".", { threshold: 2 }), lode.InvalidOptionsError);
  assertStringIncludes(error.message, "options.threshold: expected a share from 0 to 1, got 2");
  assertThrows(() => lode.findDuplicatesSync(3 as unknown as string), lode.InvalidOptionsError);
});

test("with a baseline only what is new is found", () =>
  inTree({ "a.js": SUM, "b.js": SUM }, async (folder) => {
    const baseline = (await lode.findDuplicates(folder)).baseline();
    assertEquals((await lode.findDuplicates(folder, { baseline })).length, 0);
    await writeFile(join(folder, "c.js"), RENAMED.replace("<", ">="));
    await writeFile(join(folder, "d.js"), RENAMED.replace("<", ">="));
    assert((await lode.findDuplicates(folder, { baseline })).length > 0);
  }));

test("with changed lines only the classes that touch them are found", () =>
  inTree({ "a.js": `${SUM}\n${OTHER}`, "b.js": SUM }, async (folder) => {
    const file = join(folder, "a.js");
    assertEquals((await lode.findDuplicates(folder, { changed: { [file]: [[5, 5]] } })).length, 1);
    assertEquals((await lode.findDuplicates(folder, { changed: { [file]: [[14, 14]] } })).length, 0);
  }));

test("a report is JSON, text, SARIF and a page", () =>
  inTree({ "a.js": SUM, "b.js": SUM }, async (folder) => {
    const report = await lode.findDuplicates(folder);
    const plain = JSON.parse(JSON.stringify(report));
    assertEquals(plain.classes[0].fragments.length, 2);
    assertEquals(Object.keys(plain).sort(), ["classes", "filesScanned", "functionsAnalyzed", "skipped", "stats"]);
    assertStringIncludes(`${report}`, `${join(folder, "a.js")}:1-11 in total`);
    assertEquals(report.toSarif()["version"], "2.1.0");
    assertStringIncludes(report.toHtml(), "sum += row.price * row.count;");
  }));

test("pairs are made lazily, and a report is iterated over pair by pair", () =>
  inTree(Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.js`, SUM])), async (folder) => {
    const report = await lode.findDuplicates(folder);
    assertEquals([report.length, [...report].length, report.duplicates.length, report.classes.length], [10, 10, 10, 1]);
    assertEquals(report.warnings, []);
  }));

test("more pairs than can be held are capped, and a warning says so", async () => {
  const fragments = Array.from({ length: 1000 }, (_, index) => ({
    file: "a.js",
    startLine: index,
    startColumn: 1,
    endLine: index,
    endColumn: 2,
    startByte: 0,
    endByte: 1,
    language: "javascript",
  }));
  const { stats } = await lode.findDuplicates("examples");
  const classes = [{ type: 1, similarity: 1, tokens: 50, lines: 1, hash: "0", fragments }];
  const report = new lode.DuplicateReport({ filesScanned: 1, functionsAnalyzed: 0, classes, skipped: [], stats });
  assertEquals([report.length, report.duplicates.length], [499_500, 100_000]);
  assertEquals(report.warnings[0]?.code, "DUPLICATES_CAPPED");
});

test("an aborted scan rejects with the signal's reason", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const scan = lode.findDuplicates(".", { signal: controller.signal, gitignore: false });
  controller.abort(reason);
  assertEquals(await scan.catch((error: unknown) => error), reason);
});

test("progress is told, the last one at 100 percent", () =>
  inTree({ "a.js": SUM, "b.js": SUM }, async (folder) => {
    const seen: number[] = [];
    await lode.findDuplicates(folder, { progressInterval: 0, onProgress: ({ percent }) => seen.push(percent) });
    assertEquals(seen.at(-1), 100);
  }));

test("an index finds what a text copies, and follows its files", () =>
  inTree({ "a.js": SUM, "b.js": OTHER }, async (folder) => {
    using index = await lode.DuplicateIndex.build(folder);
    assertEquals(index.files, 2);
    const [found] = await index.check(`\n${SUM}`, { fileName: "new.js" });
    assertEquals(found?.fragments.map(({ file, startLine }) => [file, startLine]), [[join(folder, "a.js"), 1], [
      "new.js",
      2,
    ]]);
    // The file itself is no copy of itself.
    assertEquals(await index.check(SUM, { fileName: join(folder, "a.js") }), []);
    await index.remove(join(folder, "a.js"));
    assertEquals([index.files, (await index.check(SUM, { language: "javascript" })).length], [1, 0]);
    await writeFile(join(folder, "c.js"), RENAMED);
    assertEquals(await index.update(join(folder, "c.js")), []);
    assertEquals((await index.check(SUM, { language: "javascript" })).length, 1);
  }));

test("an index that was disposed of says so", async () => {
  const index = await lode.DuplicateIndex.build("examples");
  index[Symbol.dispose]();
  const error = await assertRejects(() => index.check("", { language: "c" }), lode.InvalidOptionsError);
  assertStringIncludes(error.message, "disposed");
});

test("a check without a language that can be told is refused", async () => {
  using index = await lode.DuplicateIndex.build("examples");
  await assertRejects(() => index.check("", { fileName: "notes" }), lode.InvalidOptionsError);
});

/** The longest time that a timer of one millisecond was late while `work` ran, in milliseconds. */
async function longestDelay(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return longest;
}

test("scans leave the event loop free, one after the other and all at once", () =>
  inTree(
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at}.js`, `${SUM}${OTHER}`.repeat(40)])),
    async (folder) => {
      // Nothing is that long: what takes time is the scan, not the reading of its result.
      const scan = () => lode.findDuplicates(folder, { minBlockSize: 30, minLines: 100_000, threads: 1 });
      const sequential = async () => {
        await scan();
        await scan();
      };
      const parallel = () => Promise.all([scan(), scan(), scan(), scan()]);
      // Whatever holds the thread does so each time; a machine that is busy with something else, only now and then.
      const least = async (work: () => Promise<unknown>, enough: number) => {
        let least = Infinity;
        for (let round = 0; round < 40 && least > enough; round++) least = Math.min(least, await longestDelay(work));
        return least;
      };
      const idle = await least(() => new Promise((resolve) => setTimeout(resolve, 100)), 1);
      for (const work of [sequential, parallel]) {
        const delay = await least(work, 5);
        assert(delay <= 5 + idle, `${work.name}: ${delay} ms; without a scan ${idle} ms`);
      }
    },
  ));
