/** Writes small ONNX graphs. Field numbers are those of onnx.proto, IR version 8. @module */

const encoder = new TextEncoder();

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(left & 0x7fn);
    left >>= 7n;
    bytes.push(left > 0n ? low | 0x80 : low);
  } while (left > 0n);
  return bytes;
}

type Field = number | string | Uint8Array;

/** A field of a message: a number, or bytes with their length. Protocol Buffers Encoding, "Message Structure". */
function field(number: number, value: Field): Uint8Array {
  if (typeof value === "number") return Uint8Array.from([...varint(number << 3), ...varint(value)]);
  const bytes = typeof value === "string" ? encoder.encode(value) : value;
  return Uint8Array.from([...varint(number << 3 | 2), ...varint(bytes.length), ...bytes]);
}

function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((bytes) => [...bytes]));
}

const FLOAT = 1;

/** A tensor of floats that belongs to the graph. */
export function constant(name: string, shape: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return message(...shape.map((axis) => field(1, axis)), field(2, FLOAT), field(8, name), field(9, raw));
}

/** A step of the graph; `attributes` are numbers or lists of numbers, all whole. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number | readonly number[]>> = {},
): Uint8Array {
  const INT = 2;
  const INTS = 7;
  const written = Object.entries(attributes).map(([name, value]) =>
    field(
      5,
      typeof value === "number"
        ? message(field(1, name), field(3, value), field(20, INT))
        : message(field(1, name), ...value.map((one) => field(8, one)), field(20, INTS)),
    )
  );
  return message(...inputs.map((input) => field(1, input)), field(2, output), field(4, operator), ...written);
}

function value([name, shape]: readonly [string, readonly (number | string)[]]): Uint8Array {
  const axes = shape.map((axis) => field(1, typeof axis === "number" ? field(1, axis) : field(2, axis)));
  const tensor = message(field(1, FLOAT), field(2, message(...axes)));
  return message(field(1, name), field(2, field(1, tensor)));
}

/** A graph with one input and one output of floats; axes with a name are of any length. */
export function graph(
  input: readonly [string, readonly (number | string)[]],
  output: readonly [string, readonly (number | string)[]],
  nodes: readonly Uint8Array[],
  constants: readonly Uint8Array[] = [],
): Uint8Array {
  const written = message(
    ...nodes.map((one) => field(1, one)),
    field(2, "test"),
    ...constants.map((one) => field(5, one)),
    field(11, value(input)),
    field(12, value(output)),
  );
  return message(field(1, 8), field(7, written), field(8, message(field(1, ""), field(2, 13))));
}
