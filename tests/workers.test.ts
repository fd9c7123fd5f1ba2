import { test } from "node:test";
import process from "node:process";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertStringIncludes } from "@std/assert";
import { bytes } from "./support/inputs.ts";
import { fixture, lode } from "./support/lode.ts";
import type { Report } from "./support/ended_workers.ts";
import { command, RETURNS_MEMORY, run } from "./support/process.ts";
import { start } from "./support/workers.ts";

const REPORT = fixture("report.pdf");
const PLAIN = { mimeType: "text/plain" };

test("several Workers extract at once, as does the main thread", async () => {
  const running = Array.from({ length: 4 }, () => start({ times: 20 }));
  for (let index = 0; index < 20; index++) assertEquals((await lode.extractFile(REPORT)).pages.length, 2);
  for (const { worker, message } of await Promise.all(running)) {
    assertEquals(message, 20);
    worker.terminate();
  }
});

test("Workers ended in the middle of everything leave the others alone", async () => {
  const workers = await Promise.all([start("forever"), start("forever")]);
  workers.forEach(({ worker }) => worker.terminate());
  assertStringIncludes((await lode.extractFile(REPORT)).content, "412 ships");
});

const STRESS = process.env["LODE_STRESS"] === "1";
const ROUNDS = STRESS ? 1000 : 60;

const PATIENCE = STRESS ? 600_000 : 120_000;

const onLinux = { skip: process.platform !== "linux", timeout: PATIENCE };

test(`${ROUNDS} Workers ended in the middle of extraction leave nothing behind`, onLinux, () => assertGone("forever"));

test(`${ROUNDS} Workers ended while models work leave nothing behind`, onLinux, () => assertGone("models"));

/** Ends Workers in a process of their own, whose memory no other test uses, and fails if anything of them is left. */
async function assertGone(task: "forever" | "models"): Promise<void> {
  const script = new URL("support/ended_workers.ts", import.meta.url).pathname;
  const ended = await run([...command(), script, task, `${ROUNDS}`], RETURNS_MEMORY, PATIENCE);
  assertEquals(ended.code, 0, ended.stderr);
  const { before, after, content }: Report = JSON.parse(ended.stdout);
  const what = `${JSON.stringify(before)} became ${JSON.stringify(after)}`;
  // Runtimes keep a few threads and descriptors of their own; what a Worker left behind would count ROUNDS times.
  assert(after.threads <= before.threads + 8, what);
  assert(after.descriptors <= before.descriptors + 8, what);
  assert(after.megabytes <= before.megabytes + 50, what);
  assertStringIncludes(content, "412 ships");
}

test("what the caller does to its bytes after the call does not matter", async () => {
  const data = bytes("as it was");
  const running = lode.extractBytes(data, PLAIN);
  data.fill(0x78);
  assertEquals((await running).content.trim(), "as it was");
  const other = bytes("as it was");
  const moved = lode.extractBytes(other, PLAIN);
  structuredClone(other.buffer, { transfer: [other.buffer] });
  assertEquals(other.byteLength, 0);
  assertEquals((await moved).content.trim(), "as it was");
});

test("a transferred buffer is the caller's no longer, right after the call", async () => {
  const data = bytes("taken over");
  const running = lode.extractBytes(data, { ...PLAIN, transfer: true });
  assertEquals(data.byteLength, 0);
  assertEquals((await running).content.trim(), "taken over");
});

test("a view of a part of a buffer stands for that part alone", async () => {
  for (const transfer of [false, true]) {
    const view = bytes("before|within|after").subarray(7, 13);
    assertEquals((await lode.extractBytes(view, { ...PLAIN, transfer })).content.trim(), "within");
  }
  assertEquals(lode.extractBytesSync(bytes("before|within|after").subarray(7, 13), PLAIN).content.trim(), "within");
});

test("a detached buffer is an empty input", async () => {
  const data = bytes("gone");
  data.buffer.transfer();
  await assertRejects(() => lode.extractBytes(data), lode.LodeError);
});

const UNUSUAL: [string, () => Uint8Array][] = [
  ["resizable", () => {
    const view = new Uint8Array(new ArrayBuffer(16, { maxByteLength: 64 }));
    view.set(bytes("unusual"));
    return view.subarray(0, 7);
  }],
  ["shared", () => {
    const view = new Uint8Array(new SharedArrayBuffer(7));
    view.set(bytes("unusual"));
    return view;
  }],
];

for (const [kind, make] of UNUSUAL) {
  test(`bytes in ${kind} memory are read like any others`, async () => {
    assertEquals((await lode.extractBytes(make(), PLAIN)).content.trim(), "unusual");
    assertEquals((await lode.extractBytes(make(), { ...PLAIN, transfer: true })).content.trim(), "unusual");
    assertEquals(lode.extractBytesSync(make(), PLAIN).content.trim(), "unusual");
    assertEquals(lode.detectMimeType(make()), "text/plain");
  });
}

test("a resizable buffer that shrinks after the call does not matter", async () => {
  const buffer = new ArrayBuffer(7, { maxByteLength: 64 });
  new Uint8Array(buffer).set(bytes("unusual"));
  const running = lode.extractBytes(buffer, PLAIN);
  buffer.resize(0);
  assertEquals((await running).content.trim(), "unusual");
});

test("what is no input is refused", async () => {
  for (const input of ["text", 7, null, [1, 2], new Float64Array(2)]) {
    const error = await assertRejects(
      () => lode.extractBytes(input as never),
      lode.InvalidOptionsError,
      "expected a Uint8Array",
    );
    assertInstanceOf(error, lode.LodeError);
  }
});
