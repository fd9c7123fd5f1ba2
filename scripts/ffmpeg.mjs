/** Builds FFmpeg's libraries into target/ffmpeg, or does nothing where they are up to date; installs what that needs where it can. */

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { require, run } from "./run.mjs";

/** What the build runs, and the Debian packages that have it; `cargo xtask ffmpeg` names what is missing. */
const TOOLS = {
  gcc: "gcc",
  "g++": "g++",
  make: "make",
  cmake: "cmake",
  nasm: "nasm",
  meson: "meson",
  ninja: "ninja-build",
  "pkg-config": "pkg-config",
  perl: "perl",
  patch: "patch",
  xz: "xz-utils",
  strip: "binutils",
  "dpkg-source": "dpkg-dev",
};

function isInstalled(program) {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Installs the packages of what is missing, on a Debian-like machine where this is root. */
function installTools() {
  const missing = Object.keys(TOOLS).filter((tool) => !isInstalled(tool)).map((tool) => TOOLS[tool]);
  if (missing.length === 0 || !isInstalled("apt-get") || process.getuid?.() !== 0) return;
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...new Set(missing)], {
    env: { DEBIAN_FRONTEND: "noninteractive" },
  });
}

installTools();
require("cargo", ["xtask", "ffmpeg"]);
