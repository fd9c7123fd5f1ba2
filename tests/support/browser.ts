/** A headless Chromium, driven through its DevTools protocol. @module */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const CANDIDATES = ["chromium", "chromium-browser", "google-chrome"];

/** Where a Chromium is, if there is one. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(":");
  return folders.flatMap((folder) => CANDIDATES.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** A page. */
export interface Page {
  /** Evaluates an expression, waits for it if it is a promise, and gives its value. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Puts a file into the input that a selector finds, as if chosen by hand. */
  readonly choose: (selector: string, path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

interface Reply {
  readonly id?: number;
  readonly method?: string;
  readonly error?: { readonly message: string };
  readonly result?: Record<string, never>;
}

type Send = (method: string, parameters?: object) => Promise<Record<string, never>>;

/** What a child writes, until it matches. */
function waitFor(child: ChildProcess, stream: "stdout" | "stderr", pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = "";
  child[stream]?.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    const [, found] = pattern.exec(text) ?? [];
    if (found !== undefined) resolve(found);
  });
  child.on("error", reject);
  child.on("close", (code) => reject(new Error(`ended with ${code}: ${text}`)));
  return promise;
}

/** Starts a command, and gives what its first matching output says. */
export async function start(
  command: readonly [string, ...string[]],
  stream: "stdout" | "stderr",
  pattern: RegExp,
): Promise<{ readonly child: ChildProcess; readonly found: string }> {
  const [program, ...args] = command;
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  return { child, found: await waitFor(child, stream, pattern) };
}

interface Connection {
  readonly send: Send;
  readonly socket: WebSocket;
  /** Settles when a page has been loaded for the first time since its events were asked for. */
  readonly loaded: Promise<void>;
}

async function connect(url: string): Promise<Connection> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  const waiting = new Map<number, PromiseWithResolvers<Record<string, never>>>();
  const loaded = Promise.withResolvers<void>();
  socket.onmessage = ({ data }) => {
    const { id = 0, method, error, result = {} } = JSON.parse(data) as Reply;
    if (method === "Page.loadEventFired") loaded.resolve();
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error.message));
  };
  let next = 0;
  const send: Send = (method, params = {}) => {
    const answer = Promise.withResolvers<Record<string, never>>();
    waiting.set(++next, answer);
    socket.send(JSON.stringify({ id: next, method, params }));
    return answer.promise;
  };
  return { send, socket, loaded: loaded.promise };
}

/** Opens an address in a browser of its own. */
export async function openPage(chromium: string, address: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), "lode-browser-"));
  const flags = ["--headless=new", "--no-sandbox", "--mute-audio", "--autoplay-policy=no-user-gesture-required"];
  const { child, found } = await start(
    [chromium, ...flags, "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"],
    "stderr",
    /DevTools listening on ws:\/\/([^/]+)\//,
  );
  const response = await fetch(`http://${found}/json/new?about:blank`, { method: "PUT" });
  const { webSocketDebuggerUrl } = await response.json() as { webSocketDebuggerUrl: string };
  const { send, socket, loaded } = await connect(webSocketDebuggerUrl);
  await send("Page.enable");
  await send("Page.navigate", { url: address });
  await loaded;
  const evaluate = async (expression: string): Promise<unknown> => {
    const options = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send("Runtime.evaluate", options) as {
      readonly result?: { readonly value?: unknown };
      readonly exceptionDetails?: unknown;
    };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result?.value;
  };
  return {
    evaluate,
    async choose(selector, path) {
      const { root } = await send("DOM.getDocument") as { readonly root?: { readonly nodeId: number } };
      const { nodeId } = await send("DOM.querySelector", { nodeId: root?.nodeId, selector }) as { nodeId?: number };
      await send("DOM.setFileInputFiles", { nodeId, files: [path] });
    },
    async close() {
      socket.close();
      child.kill("SIGKILL");
      await new Promise((resolve) => child.once("close", resolve));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
