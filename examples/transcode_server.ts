/**
 * Turns an upload into an AV1/Opus WebM, tells the browser how far it is, and stops when the browser leaves:
 * `bun examples/transcode_server.ts [PORT]`, then open the address that it prints.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { LodeError, transcode } from "../bun.ts";

const folder = await mkdtemp(join(tmpdir(), "lode-server-"));
const uploads = new Map<string, Blob>();

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>WebM</title>
<input type="file" id="file" accept="audio/*,video/*"> <progress id="progress" max="100" value="0"></progress>
<p id="state"></p>
<video id="video" controls hidden></video>
<script>
  const [file, progress, state, video] = ["file", "progress", "state", "video"].map((id) => document.getElementById(id));
  file.onchange = async () => {
    const id = await (await fetch("/upload", { method: "POST", body: file.files[0] })).text();
    const events = new EventSource("/transcode/" + id);
    events.addEventListener("progress", ({ data }) => progress.value = JSON.parse(data).percent);
    events.addEventListener("failed", ({ data }) => { state.textContent = data; events.close(); });
    events.addEventListener("done", ({ data }) => {
      events.close();
      state.textContent = data;
      video.src = "/video/" + id;
      video.hidden = false;
    });
  };
</script>`;

const output = (id: string): string => join(folder, `${id}.webm`);

/** A transcode as server-sent events. It stops when the client leaves. */
function events(id: string, signal: AbortSignal): Response {
  const upload = uploads.get(id);
  if (upload === undefined) return new Response("no such upload", { status: 404 });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: string, data: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
      };
      try {
        const stats = await transcode(upload, output(id), {
          videoCodec: "av1",
          audioCodec: "opus",
          overwrite: true,
          signal,
          onProgress: (progress) => send("progress", JSON.stringify(progress)),
        });
        send("done", `${stats}`);
      } catch (error) {
        if (!signal.aborted) send("failed", error instanceof LodeError ? `${error.code}: ${error.message}` : "failed");
      } finally {
        uploads.delete(id);
        if (!signal.aborted) controller.close();
      }
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}

const server = Bun.serve({
  port: Number(process.argv[2] ?? 8080),
  hostname: "127.0.0.1",
  idleTimeout: 0,
  routes: {
    "/": () => new Response(PAGE, { headers: { "content-type": "text/html" } }),
    "/upload": {
      async POST(request) {
        const id = crypto.randomUUID();
        uploads.set(id, await request.blob());
        return new Response(id);
      },
    },
    "/transcode/:id": (request) => events(request.params.id, request.signal),
    "/video/:id": (request) =>
      /^[0-9a-f-]{36}$/.test(request.params.id)
        ? new Response(Bun.file(output(request.params.id)))
        : new Response("no such video", { status: 404 }),
  },
});
console.log(`${server.url}`);

process.on("SIGINT", async () => {
  await server.stop(true);
  await rm(folder, { recursive: true });
  process.exit();
});
