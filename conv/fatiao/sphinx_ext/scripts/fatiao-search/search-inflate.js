// Inflates raw deflate data (RFC 1951) with a preset dictionary, which DecompressionStream does not support, from text that
// encodes 13 bits in two characters.
// @ts-check
"use strict";

(() => {
  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

  /** Return the base values and extra bits of length or distance codes. @param {number} first @param {number} step @param {number} count */
  function ladder(first, step, count) {
    const base = [], extra = [];
    for (let n = 0, value = first; n < count; n++) {
      const bits = Math.max(0, Math.floor(n / step) - 1);
      base.push(value);
      extra.push(bits);
      value += 1 << bits;
    }
    return { base, extra };
  }
  const LENGTHS = ladder(3, 4, 28);
  LENGTHS.base.push(258);
  LENGTHS.extra.push(0);
  const DISTANCES = ladder(1, 2, 30);

  /** Return a table from the next `longest` bits to symbol << 4 | code length. @param {ArrayLike<number>} lengths */
  function huffman(lengths) {
    let longest = 1;
    for (let n = 0; n < lengths.length; n++) longest = Math.max(longest, lengths[n]);
    const table = new Uint16Array(1 << longest);
    const counts = new Uint16Array(16);
    for (let n = 0; n < lengths.length; n++) if (lengths[n]) counts[lengths[n]]++;
    const next = new Uint16Array(16); // the next code of each length
    for (let length = 1; length < 16; length++) next[length] = (next[length - 1] + counts[length - 1]) << 1;
    for (let symbol = 0; symbol < lengths.length; symbol++) {
      const length = lengths[symbol];
      if (!length) continue;
      let reversed = 0;
      for (let bit = 0, code = next[length]++; bit < length; bit++, code >>= 1) reversed = (reversed << 1) | (code & 1);
      for (let at = reversed; at < table.length; at += 1 << length) table[at] = (symbol << 4) | length;
    }
    return { table, longest };
  }

  // The value of each of the 91 digits.
  const DIGITS = new Uint8Array(128);
  for (let value = 0, code = 33; value < 91; value++, code++) {
    if (code === 34 || code === 92) code++;
    DIGITS[code] = value;
  }

  /** Decode 13 bits from every two characters; zero bytes follow, so that the inflater may read ahead.
   * @param {string} text @returns {Uint8Array} */
  function bytesOf(text) {
    const bytes = new Uint8Array(Math.floor((text.length * 13) / 16) + 8);
    let held = 0, bits = 0, end = 0;
    for (let n = 0; n < text.length; n += 2) {
      held |= (DIGITS[text.charCodeAt(n)] + 91 * DIGITS[text.charCodeAt(n + 1)]) << bits;
      for (bits += 13; bits >= 8; bits -= 8, held >>>= 8) bytes[end++] = held;
    }
    return bytes;
  }

  /**
   * Return the inflated bytes.
   * @param {string} packed
   * @param {Uint8Array} dictionary the preset dictionary of the compressor
   * @returns {Uint8Array<ArrayBuffer>}
   */
  fatiaoSearch.inflate = (packed, dictionary) => {
    const input = bytesOf(packed);
    let out = new Uint8Array(dictionary.length + 4 * input.length);
    out.set(dictionary);
    let end = dictionary.length, at = 0, held = 0, count = 0;

    /** @param {number} bits */
    const take = (bits) => {
      for (; count < bits; count += 8) held |= input[at++] << count;
      const value = held & ((1 << bits) - 1);
      held >>>= bits;
      count -= bits;
      return value;
    };
    /** @param {{table: Uint16Array, longest: number}} code */
    const symbol = (code) => {
      for (; count < code.longest; count += 8) held |= input[at++] << count;
      const found = code.table[held & (code.table.length - 1)];
      held >>>= found & 15;
      count -= found & 15;
      return found >> 4;
    };
    /** @param {number} more */
    const reserve = (more) => {
      if (end + more <= out.length) return;
      const larger = new Uint8Array(2 * (end + more));
      larger.set(out);
      out = larger;
    };

    for (let last = 0; !last && at < input.length; ) {
      last = take(1);
      const kind = take(2);
      if (kind === 0) {
        take(count & 7);
        const size = take(16);
        take(16);
        reserve(size);
        for (let n = 0; n < size; n++) out[end++] = take(8);
        continue;
      }
      const fixed = kind === 1;
      const literals = fixed ? 288 : take(5) + 257;
      const distances = fixed ? 30 : take(5) + 1;
      const lengths = new Uint8Array(literals + distances);
      if (fixed) {
        lengths.fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288).fill(5, 288);
      } else {
        const own = new Uint8Array(19);
        for (let n = take(4) + 4, i = 0; i < n; i++) own[ORDER[i]] = take(3);
        const code = huffman(own);
        for (let n = 0; n < lengths.length; ) {
          const length = symbol(code);
          if (length < 16) lengths[n++] = length;
          else {
            const value = length === 16 ? lengths[n - 1] : 0;
            const times = length === 16 ? 3 + take(2) : length === 17 ? 3 + take(3) : 11 + take(7);
            lengths.fill(value, n, (n += times));
          }
        }
      }
      const literal = huffman(lengths.subarray(0, literals));
      const distance = huffman(lengths.subarray(literals));
      const { table, longest } = literal;
      const mask = table.length - 1;
      while (at <= input.length) {
        // symbol() inlined: this is the hot loop.
        for (; count < longest; count += 8) held |= input[at++] << count;
        const found = table[held & mask];
        held >>>= found & 15;
        count -= found & 15;
        const next = found >> 4;
        if (next === 256) break;
        if (end + 258 > out.length) reserve(258);
        if (next < 256) {
          out[end++] = next;
          continue;
        }
        const length = LENGTHS.base[next - 257] + take(LENGTHS.extra[next - 257]);
        const far = symbol(distance);
        const from = end - DISTANCES.base[far] - take(DISTANCES.extra[far]);
        if (from + length <= end) out.copyWithin(end, from, from + length);
        else for (let n = 0; n < length; n++) out[end + n] = out[from + n];
        end += length;
      }
    }
    return out.subarray(dictionary.length, end);
  };
})();
