/** Sounds that tests make for themselves. @module */

const SAMPLE_RATE = 16_000;

/** The start of a WAVE file of 16 kHz mono, 8 bits. Multimedia Programming Interface and Data Specifications 1.0, RIFF WAVE. */
function header(samples: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(44));
  const text = (offset: number, letters: string) =>
    [...letters].forEach((letter, index) => view.setUint8(offset + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, "data");
  view.setUint32(40, samples, true);
  return new Uint8Array(view.buffer);
}

/** Silence, as it comes off a stream. */
export function silence(seconds: number): ReadableStream<Uint8Array> {
  let left = seconds * SAMPLE_RATE;
  return new ReadableStream({
    start: (controller) => controller.enqueue(header(left)),
    pull(controller) {
      const piece = new Uint8Array(Math.min(left, 1 << 18)).fill(128);
      left -= piece.length;
      if (piece.length > 0) controller.enqueue(piece);
      if (left === 0) controller.close();
    },
  }, { highWaterMark: 0 });
}

/** A square wave of 500 Hz in the seconds where `loud` says so, silence elsewhere. */
export function bursts(loud: readonly boolean[]): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(44 + loud.length * SAMPLE_RATE).fill(128);
  file.set(header(loud.length * SAMPLE_RATE));
  loud.forEach((on, second) => {
    if (!on) return;
    for (let sample = 0; sample < SAMPLE_RATE; sample++) {
      file[44 + second * SAMPLE_RATE + sample] = sample % 32 < 16 ? 192 : 64;
    }
  });
  return file;
}
