/** Joins what was heard in overlapping windows of sound. @module */

import type { Transcript, TranscriptSegment } from "./functions.ts";

/** A window of sound and what was heard in it. */
export interface Window {
  /** Where it starts, in seconds from the start of the file. */
  readonly start: number;
  /** How long it is, in seconds. */
  readonly duration: number;
  /** Times are counted from the start of the window. */
  readonly transcript: Transcript;
}

/** Words that windows cut through, at the end of one and at the start of the next: as many may be wrong. */
const CUT_WORDS = 2;

/** The most words that are compared. */
const MOST_WORDS = 200;

/** Words; in scripts that do not part them, characters. */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;

interface Word {
  readonly start: number;
  readonly end: number;
  /** Without case and punctuation, which differ from one hearing to the next. */
  readonly key: string;
}

function words(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    key: word.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "") || word,
  }));
}

/**
 * Two texts of which the second starts with what the first ends with, without the repetition. A word or two at the seam may
 * have been heard wrong on either side, since the windows cut through them.
 */
export function withoutRepetition(first: string, second: string): readonly [string, string] {
  const [before, after] = [words(first).slice(-MOST_WORDS), words(second).slice(0, MOST_WORDS)];
  let best = { repeated: 0, dropped: 0, skipped: 0 };
  for (let dropped = 0; dropped <= CUT_WORDS; dropped++) {
    for (let skipped = 0; skipped <= CUT_WORDS; skipped++) {
      const repeated = repetition(before.slice(0, before.length - dropped), after.slice(skipped));
      // One word that repeats by chance must not cost others.
      if (repeated > Math.max(best.repeated, dropped + skipped > 0 ? 1 : 0)) best = { repeated, dropped, skipped };
    }
  }
  if (best.repeated === 0) return [first, second];
  const end = before.at(-1 - best.dropped)?.end ?? first.length;
  const start = after[best.skipped + best.repeated]?.start ?? second.length;
  return [first.slice(0, end), second.slice(start)];
}

/** The most words that end the one and start the other. */
function repetition(before: readonly Word[], after: readonly Word[]): number {
  for (let count = Math.min(before.length, after.length); count > 0; count--) {
    const from = before.length - count;
    if (after.slice(0, count).every(({ key }, index) => key === before[from + index]?.key)) return count;
  }
  return 0;
}

/** What was heard in all windows, each thing once, with times in seconds from the start of the file. */
export function stitch(windows: readonly Window[]): Transcript {
  const segments: TranscriptSegment[] = [];
  for (const [index, window] of windows.entries()) {
    const from = seam(windows[index - 1], window);
    const to = seam(window, windows[index + 1]);
    const heard = window.transcript.segments.map(({ start, end, text }) => ({
      start: window.start + start,
      end: window.start + end,
      text,
    }));
    const alone = heard.length === 1;
    for (const segment of heard) {
      const middle = (segment.start + segment.end) / 2;
      // What lies around the seam was heard twice: each side keeps its own half of it.
      if (alone || (middle >= from && middle < to)) append(segments, segment);
    }
  }
  return {
    text: segments.map(({ text }) => text).join(" "),
    segments,
    language: windows.find(({ transcript }) => transcript.language !== undefined)?.transcript.language,
  };
}

/** The middle of what two windows have in common. */
function seam(first: Window | undefined, second: Window | undefined): number {
  if (first === undefined) return -Infinity;
  if (second === undefined) return Infinity;
  return (second.start + Math.max(second.start, first.start + first.duration)) / 2;
}

function append(segments: TranscriptSegment[], next: TranscriptSegment): void {
  const last = segments.at(-1);
  if (last === undefined || last.end <= next.start) {
    if (next.text !== "") segments.push(next);
    return;
  }
  const [before, after] = withoutRepetition(last.text, next.text);
  const start = last.end;
  segments[segments.length - 1] = { ...last, text: before };
  if (after !== "") segments.push({ ...next, start: Math.min(start, next.end), text: after });
}
