// The names that files of a disclosure pack may have, and their order. A name of no part of a pack, such as one that leads elsewhere, is none.

export const above = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt', 'export.tlog-proof'];
export const data = 'data/';
const plain = ['README.html', 'report.pdf', 'anchors/sheet.pdf', 'checkpoint', 'policy/trust.policy', 'redactions.csv', 'streams/seal.jsonl-item', 'streams/proof'];

const patterns = [
  [/^entries\/(\d{12})\.json$/, 'entry'], [/^proofs\/(\d{12})\.tlog-proof$/, 'entry'], [/^disclosures\/(\d{12})\.jsonl$/, 'entry'],
  [/^anchors\/(\d{12})\.[A-Za-z0-9][A-Za-z0-9.-]{0,63}\.tsr$/, 'stamp'], [/^anchors\/\d{12}\.acl\.json$/, 'receipt'],
  [/^anchors\/ca\/[A-Za-z0-9][A-Za-z0-9-]{0,63}\.pem$/, 'authority'], [/^evidence\/([0-9a-f]{64})\.[a-z0-9]{1,5}$/, 'evidence'],
  [/^consistency\/([1-9]\d{0,19})-[1-9]\d{0,19}\.txt$/, 'consistency'],
  [/^case\/[A-Za-z0-9][A-Za-z0-9-]{0,63}\.(jsonld|csv|html|pdf|txt)$/, 'paper'],
  [/^verifier\/(verify-win-x64\.exe|verify-linux-x64|verify\.html|PROCEDURE\.md|SHA256SUMS)$/, 'paper'],
];

/** What a file of that name is, with what its name says (an index, a size or a hash); undefined where a pack has no such file. */
export function packName(path) {
  if (above.includes(path)) return { kind: 'above' };
  const inside = path.startsWith(data) && path.length <= 200 ? path.slice(data.length) : '';
  if (plain.includes(inside)) return { kind: inside };
  for (const [pattern, kind] of patterns) {
    const said = pattern.exec(inside)?.[1];
    if (!pattern.test(inside) || (kind === 'consistency' && BigInt(said) >= 1n << 64n)) continue;
    return { kind, said, index: kind === 'entry' ? BigInt(said) : undefined };
  }
  return undefined;
}

/** The five files above data/ in their order, then the payload by its characters. */
export function comparePaths(a, b) {
  const [one, other] = [a, b].map((path) => (above.includes(path) ? above.indexOf(path) : above.length));
  if (one !== other) return one - other;
  return a === b ? 0 : a < b ? -1 : 1;
}

const numbered = (index) => String(index).padStart(12, '0');
export const entryPath = (index) => `data/entries/${numbered(index)}.json`;
export const proofPath = (index) => `data/proofs/${numbered(index)}.tlog-proof`;
export const disclosuresPath = (index) => `data/disclosures/${numbered(index)}.jsonl`;
