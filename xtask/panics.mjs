// Takes the words of panics out of a module. In a page a panic ends in a trap, and nobody reads its
// message: what would write it becomes the trap, and the lines of code that it would name are wiped.
// Before wasm-opt, which drops what nothing calls any more. Usage: node panics.mjs MODULE

import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const [path = ""] = process.argv.slice(2);

/** Functions of Rust's own libraries that never return. */
const PANICS = [
  /^core(\[\w+\])?::panicking::/,
  /^core(\[\w+\])?::(cell|option|result|slice|str)\b.*(_fail|_failed|::panic_\w+)$/,
  /^alloc(\[\w+\])?::.*::(capacity_overflow|handle_error|handle_alloc_error)$/,
  /^__rustc(\[\w+\])?::rust_begin_unwind$/,
];

const module = binaryen.readBinary(readFileSync(path));
const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
  binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
);
for (const { name, module: imported, params, results } of functions) {
  if (imported || results !== binaryen.none || !PANICS.some((panic) => panic.test(name))) continue;
  module.removeFunction(name);
  module.addFunction(name, params, results, [], module.unreachable());
}
const bytes = module.emitBinary();
wipe(bytes);
writeFileSync(path, bytes);

/**
 * Fills places in source files, and these files' names, with zeros: an empty name, line 0.
 * @param {Uint8Array} bytes a module
 */
function wipe(bytes) {
  const segments = data(bytes);
  /**
   * The bytes at an address of the module's memory.
   * @param {number} address
   * @param {number} length
   */
  const at = (address, length) => {
    const segment = segments.find(
      ({ start, content }) => address >= start && address + length <= start + content.length,
    );
    return segment?.content.subarray(address - segment.start, address - segment.start + length);
  };
  const names = new Set();
  for (const { content } of segments) {
    const view = new DataView(content.buffer, content.byteOffset, content.length);
    // A place is the address and the length of the file's name, the line, the column.
    for (let offset = 0; offset + 16 <= content.length; offset += 4) {
      const [address = 0, length = 0, line = 0] = [0, 4, 8].map((i) =>
        view.getUint32(offset + i, true),
      );
      if (length < 4 || length > 300 || line > 100_000) continue;
      const name = at(address, length);
      if (!name || !/^[\w./-]+\.rs$/.test(new TextDecoder().decode(name))) continue;
      names.add(name);
      content.fill(0, offset, offset + 16);
    }
  }
  for (const name of names) name.fill(0);
}

/**
 * The segments of the memory, where they start and what they hold.
 * @param {Uint8Array} bytes
 */
function data(bytes) {
  let at = 8;
  const number = () => {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return value;
  };
  const segments = [];
  while (at < bytes.length) {
    const section = number();
    const end = number() + at;
    if (section === 11) {
      for (let left = number(); left > 0; left--) {
        const [kind, constant] = [number(), number()];
        if (kind !== 0 || constant !== 0x41) throw new Error(`${path}: a segment of another kind`);
        const start = number();
        // The end of the constant.
        at += 1;
        const length = number();
        segments.push({ start, content: bytes.subarray(at, at + length) });
        at += length;
      }
    }
    at = end;
  }
  return segments;
}
