/**
 * Subtitles for every audio and video file of a folder, written beside it as SubRip:
 * `deno run -A examples/transcribe_folder.ts FOLDER [MODULE]`. The module exports `transcribe`; by default it is Whisper, which
 * is downloaded when it is first used.
 */

import { MediaError, Models } from "../mod.ts";

const [folder, module = new URL("models/whisper.ts", import.meta.url)] = Deno.args;
if (folder === undefined) throw new Error("usage: transcribe_folder.ts FOLDER [MODULE]");

const MEDIA = /\.(?:aac|aiff?|avi|flac|flv|m4a|mkv|mov|mp[34]|mpe?g|oga|ogg|opus|ts|wav|webm|wma)$/i;

/** A time as SubRip writes it: 01:02:03,456. */
function time(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23).replace(".", ",");
}

await using models = await Models.open(module);
for await (const { name, isFile } of Deno.readDir(folder)) {
  if (!isFile || !MEDIA.test(name)) continue;
  const path = `${folder}/${name}`;
  try {
    const { segments } = await models.transcript(path, { window: 30, overlap: 3 });
    const blocks = segments.map(({ start, end, text }, index) =>
      `${index + 1}\n${time(start)} --> ${time(end)}\n${text}\n`
    );
    await Deno.writeTextFile(path.replace(/\.[^.]+$/, ".srt"), blocks.join("\n"));
    console.log(`${name}: ${segments.length} subtitles`);
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    console.error(`${name}: ${error.message}`);
  }
}
