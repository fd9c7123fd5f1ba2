/** A progress bar, where standard error is a terminal. @module */

import process from "node:process";

/** A bar over so many steps. */
export interface ProgressBar {
  /** One more is done. */
  readonly step: () => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

/** A bar that follows a job. */
export interface Meter {
  /** How far the job is. */
  readonly show: (progress: { readonly percent: number }) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

const WIDTH = 30;

const CLEAR = "\r\x1b[K";

function draw(share: number, label: string): void {
  const filled = Math.round(WIDTH * share);
  process.stderr.write(`\r${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${label} `);
}

/** Draws on standard error; does nothing where that is no terminal, or there is only one step. */
export function progressBar(total: number): ProgressBar {
  if (!process.stderr.isTTY || total < 2) return { step() {}, end() {} };
  let done = 0;
  return {
    step(): void {
      done++;
      draw(done / total, `${done}/${total}`);
    },
    end: () => void process.stderr.write(CLEAR),
  };
}

/** As {@link progressBar}, for one job that tells how far it is. */
export function meter(): Meter {
  if (!process.stderr.isTTY) return { show() {}, end() {} };
  return {
    show: ({ percent }) => draw(percent / 100, `${percent.toFixed(0)} %`),
    end: () => void process.stderr.write(CLEAR),
  };
}
