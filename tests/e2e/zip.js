// Makes ZIP archives, damaged ones too.

import { crc32, deflateRawSync } from 'node:zlib';

/**
 * A file in an archive, and how it differs from what it should be.
 *
 * @typedef {{ path: string, content?: string | Buffer, stored?: boolean, flags?: number, method?: number }} Entry
 */

/**
 * A ZIP archive.
 *
 * @param {Entry[]} entries
 */
export const zip = (entries) => {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { path, content = '', stored = false, flags = 0, method = stored ? 0 : 8 } of entries) {
    const plain = Buffer.from(content);
    const packed = stored ? plain : deflateRawSync(plain, { level: 6 });
    const name = Buffer.from(path);
    // Version, flags, method, time, date, sum, sizes, lengths of name and extra field.
    const head = Buffer.alloc(26);
    [20, flags | 0x800, method].forEach((value, at) => head.writeUInt16LE(value, 2 * at));
    [crc32(plain), packed.length, plain.length].forEach((value, at) => head.writeUInt32LE(value, 10 + 4 * at));
    head.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), head, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, rest, name);
    offset += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  // More entries than this form can count are what a reader has to notice by itself.
  const count = Math.min(entries.length, 0xffff);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
};
