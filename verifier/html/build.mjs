// Puts the modules, in order, into the one file verify.html. They use no two names twice, so leaving out "import" and "export"
// is all it takes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const checks = [
  'bytes', 'tree', 'leaf', 'notes', 'policy', 'judging', 'answer', 'seal', 'entries', 'compare', 'officers', 'names', 'outside', 'export', 'streams',
  'log', 'long-hash', 'zip', 'unzip', 'pack-files', 'pack-entries', 'pack', 'sorting',
];
const read = (name) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** The checks as one module; `kept` leaves "export" where it is. */
export const script = (names = checks, kept = false) => names.map((name) => read(`${name}.mjs`)
  .replaceAll(/^import .*;\n/gm, '').replaceAll(/^export /gm, kept ? 'export ' : '')).join('\n');

const hashOf = (inline) => `'sha256-${createHash('sha256').update(inline).digest('base64')}'`;

export function page() {
  const [code, style] = [`\n${script([...checks, 'page'])}`, read('page.css')];
  const policy = `default-src 'none'; script-src ${hashOf(code)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'; `
    + 'require-trusted-types-for \'script\'; trusted-types \'none\'';
  return read('page.html').replace('@@policy@@', () => policy).replace('@@style@@', () => style).replace('\n@@script@@', () => code);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path.join(import.meta.dirname, 'verify.html'), page());
