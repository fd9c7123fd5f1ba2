/**
 * Finds images of a folder that look like another one: `bun examples/image_search.ts FOLDER [MODULE] [PORT]`, then open the
 * address that it prints. The module exports `embedImages`; by default it compares colors.
 */

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { LodeError, Models } from "../bun.ts";

const [folder, module = new URL("models/colors.ts", import.meta.url), port = "8080"] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: image_search.ts FOLDER [MODULE] [PORT]");

/** How many images are shown. */
const SHOWN = 24;

await using models = await Models.open(module);
const names = (await readdir(folder)).filter((name) => /\.(?:jpe?g|png|webp|gif)$/i.test(name)).sort();
const results = await models.batchEmbedImages(names.map((name) => join(folder, name)));
const images = results.flatMap(({ embedding, error }, index) => {
  if (error !== undefined) console.error(`${names[index]}: ${error.message}`);
  return embedding === undefined ? [] : [{ name: names[index] ?? "", embedding }];
});

/** How alike two vectors are: the cosine of their angle. */
function likeness(a: Float32Array, b: Float32Array): number {
  let [product, lengthA, lengthB] = [0, 0, 0];
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return product / (Math.sqrt(lengthA * lengthB) || 1);
}

function nearest(vector: Float32Array): { readonly name: string; readonly likeness: number }[] {
  return images.map(({ name, embedding }) => ({ name, likeness: likeness(vector, embedding) }))
    .sort((a, b) => b.likeness - a.likeness).slice(0, SHOWN);
}

const PAGE = `<!doctype html>
<meta charset="utf-8">
<title>Image search</title>
<style>
  body { font: 16px system-ui; margin: 2rem }
  #results { display: flex; flex-wrap: wrap; gap: 1rem; margin-top: 1rem }
  figure { margin: 0; cursor: pointer }
  img { height: 120px; border-radius: 6px }
  figcaption { font-size: 12px; color: #666 }
</style>
<label>Find images like <input type="file" id="file" accept="image/*"></label> or like one that you click.
<div id="results"></div>
<script>
  const results = document.getElementById("results");
  function show(found) {
    results.replaceChildren(...found.map(({ name, likeness }) => {
      const [figure, image, caption] = ["figure", "img", "figcaption"].map((tag) => document.createElement(tag));
      image.src = "/image/" + encodeURIComponent(name);
      image.alt = name;
      caption.textContent = name + " " + likeness.toFixed(3);
      figure.append(image, caption);
      figure.onclick = async () => show(await (await fetch("/like/" + encodeURIComponent(name))).json());
      return figure;
    }));
  }
  document.getElementById("file").onchange = async ({ target }) => {
    const answer = await fetch("/search", { method: "POST", body: target.files[0] });
    if (answer.ok) show(await answer.json());
    else results.textContent = await answer.text();
  };
  show(${JSON.stringify(images.slice(0, SHOWN).map(({ name }) => ({ name, likeness: 1 }))).replaceAll("<", "\\u003c")});
</script>`;

const server = Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  routes: {
    "/": () => new Response(PAGE, { headers: { "content-type": "text/html" } }),
    "/image/:name": ({ params }) =>
      // Only what was found in the folder, whatever the path says.
      images.some(({ name }) => name === params.name)
        ? new Response(Bun.file(join(folder, params.name)))
        : new Response("no such image", { status: 404 }),
    "/like/:name": ({ params }) => {
      const found = images.find(({ name }) => name === params.name);
      return found === undefined
        ? new Response("no such image", { status: 404 })
        : Response.json(nearest(found.embedding));
    },
    "/search": {
      async POST(request) {
        try {
          const [vector] = await models.embedImages([new Uint8Array(await request.arrayBuffer())]);
          return Response.json(vector === undefined ? [] : nearest(vector));
        } catch (error) {
          return new Response(error instanceof LodeError ? error.message : "failed", { status: 400 });
        }
      },
    },
  },
});
console.log(`${server.url} ${images.length} images`);

await new Promise<void>((resolve) => process.once("SIGINT", resolve));
await server.stop(true);
