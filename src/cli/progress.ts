/** A progress bar, where standard error is a terminal. @module */

import process from "node:process";

/** A bar over so many steps. */
export interface ProgressBar {
  /** One more is done. */
  readonly step: () => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

const WIDTH = 30;

/** Draws on standard error; does nothing where that is no terminal, or there is only one step. */
export function progressBar(total: number): ProgressBar {
  if (!process.stderr.isTTY || total < 2) return { step() {}, end() {} };
  let done = 0;
  const draw = (): void => {
    const filled = Math.round((WIDTH * done) / total);
    process.stderr.write(`\r${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${done}/${total} `);
  };
  return {
    step(): void {
      done++;
      draw();
    },
    end: () => void process.stderr.write("\r\x1b[K"),
  };
}
