import { test } from "node:test";
import process from "node:process";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { findChromium, openPage, start } from "./support/browser.ts";
import { IN_DENO, ROOT } from "./support/process.ts";
import { fixture, lode } from "./support/lode.ts";

const chromium = findChromium();
// The example is a server of Bun's, and there is a browser where somebody installed one.
const able = !IN_DENO && chromium !== undefined && lode.codecs().encoders.some(({ codec }) => codec === "av1");

/** Waits for the page to say that it is done, plays what it got, and looks at it. */
const PLAYED = `(async () => {
  const [state, video] = ["state", "video"].map((id) => document.getElementById(id));
  const until = async (what) => { while (!what()) await new Promise((resolve) => setTimeout(resolve, 20)); };
  await until(() => state.textContent !== "");
  if (video.hidden) return { state: state.textContent };
  await until(() => video.readyState >= 3 || video.error !== null);
  if (video.error !== null) return { state: video.error.message };
  await video.play();
  await until(() => video.ended);
  const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return {
    state: state.textContent,
    size: [video.videoWidth, video.videoHeight],
    duration: video.duration,
    sound: video.webkitAudioDecodedByteCount,
    colors: new Set(Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] >> 5)).size,
  };
})()`;

test("a browser plays what the example made of an upload", { skip: !able, timeout: 60_000 }, async () => {
  const command = [process.execPath, `${ROOT}examples/transcode_server.ts`, "0"] as const;
  const { child, found } = await start([...command], "stdout", /(http:\S+)/);
  try {
    const page = await openPage(chromium ?? "", found);
    try {
      await page.choose("#file", fixture("media/film.mp4"));
      const { state, size, duration, sound, colors } = await page.evaluate(PLAYED) as Record<string, number | string>;
      assertStringIncludes(`${state}`, "frames encoded");
      assertEquals(size as unknown, [96, 64]);
      assert(Math.abs(Number(duration) - 1) < 0.1 && Number(sound) > 0, `${duration} s, ${sound} bytes of sound`);
      // A test card has all of them, a black picture one.
      assert(Number(colors) > 4, `${colors}`);
    } finally {
      await page.close();
    }
  } finally {
    child.kill("SIGINT");
    await new Promise((resolve) => child.once("close", resolve));
  }
});
