// The page itself: takes files, asks the checks above, and says in words what came out. Nothing leaves this computer.
import { Invalid } from './bytes.mjs';
import { ukTime } from './judging.mjs';
import { parsePolicy } from './policy.mjs';
import { checkFiles } from './sorting.mjs';

const at = (id) => document.getElementById(id);
const chosen = new Map();
let policy;

function element(name, words, ...inside) {
  const made = document.createElement(name);
  made.append(...(words === undefined ? [] : [words]), ...inside);
  return made;
}

const names = (keys) => keys.map(({ name }) => name).join(', ');
const unread = 'No trust policy: no signature will be checked, but those of a disclosure pack by its own.';
const list = (title, sentences) => (sentences.length === 0 ? []
  : [element('h3', title), element('ul', undefined, ...sentences.map((sentence) => element('li', sentence)))]);

function add(files) {
  for (const [path, file] of files) chosen.set(path, file);
  const items = [...chosen.keys()].slice(0, 12).map((path) => element('li', path));
  if (chosen.size > items.length) items.push(element('li', `and ${chosen.size - items.length} more`));
  at('chosen').replaceChildren(...items);
  at('count').textContent = chosen.size === 1 ? '1 file is chosen.' : `${chosen.size} files are chosen.`;
  at('result').replaceChildren(element('p', 'Not checked yet.'));
}

/** All files below what was dropped; a browser hands out a folder's entries a hundred at a time. */
async function* below(entry, folder = '') {
  if (entry.isFile) {
    yield [folder + entry.name, await new Promise((resolve, reject) => { entry.file(resolve, reject); })];
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) return;
    for (const one of some) yield* below(one, `${folder}${entry.name}/`);
  }
}

const words = {
  valid: ['VALID', 'Everything that was checked holds.'],
  own: ['VALID BY ITS OWN KEYS', 'Whose keys these are is the sender\u2019s word: anybody can make such a pack with keys of their own. '
    + 'Get the trust policy from the owner of the record by another way, and check again with it.'],
  incomplete: ['VALID BUT INCOMPLETE', 'What was checked holds, but it is not enough to rely on.'],
  invalid: ['INVALID', 'Do not rely on this.'],
};

function show({ verdict, says, index, where, facts, missing, misconduct, ownKeys }) {
  const [headline, advice] = misconduct ? ['PROOF OF MISCONDUCT', 'Keep both files: together they are evidence.']
    : words[verdict === 'valid' && ownKeys ? 'own' : verdict];
  const box = element('div', undefined, element('p', headline), element('p', says));
  box.className = `verdict ${verdict}`;
  if (index !== undefined) box.append(element('p', `First bad entry: ${index}`));
  if (where !== undefined) box.append(element('p', `In the pack: ${where}`));
  box.append(element('p', advice));
  const held = verdict === 'invalid' ? 'What held until then' : 'What was checked';
  at('result').replaceChildren(box, ...list('What is missing', missing), ...list(held, facts),
    element('p', `Checked in this browser on ${ukTime(Date.now())}, by this computer's clock.`));
}

function fault(error) {
  const why = ['NotReadableError', 'NotFoundError'].includes(error.name)
    ? 'A file was changed or taken away after it was chosen. Start again and choose it anew.' : error.message;
  const box = element('div', undefined, element('p', 'COULD NOT BE CHECKED'), element('p', why));
  box.className = 'verdict invalid';
  at('result').replaceChildren(box);
}

async function check() {
  at('check').disabled = true;
  const bar = element('progress');
  bar.setAttribute('aria-label', 'Entries checked');
  at('result').replaceChildren(element('p', 'Checking …'), bar);
  try {
    show(await checkFiles(chosen, policy, (done, all) => { [bar.max, bar.value] = [all, done]; }));
  } catch (error) {
    fault(error);
  } finally {
    at('check').disabled = false;
  }
}

at('policy').addEventListener('change', async ({ target }) => {
  policy = undefined;
  at('result').replaceChildren(element('p', 'Not checked yet.'));
  try {
    if (target.files.length > 0) policy = await parsePolicy(new Uint8Array(await target.files[0].arrayBuffer()));
    at('policy-says').textContent = policy === undefined ? unread
      : `Trusted: ${names(policy.logs) || 'no log'}; witnesses: ${names(policy.witnesses) || 'none'}.`;
  } catch (error) {
    const why = error instanceof Invalid ? error.message : `The trust policy could not be read: ${error.message}`;
    at('policy-says').textContent = `${why} No signature will be checked.`;
  }
});
for (const id of ['files', 'folder']) {
  at(id).addEventListener('change', ({ target }) => {
    add([...target.files].map((file) => [file.webkitRelativePath || file.name, file]));
    target.value = ''; // or a browser would not tell when the same file is chosen again, after it changed
  });
}
at('form').addEventListener('submit', (event) => { event.preventDefault(); void check(); });
at('form').addEventListener('reset', () => {
  chosen.clear();
  policy = undefined;
  at('policy-says').textContent = unread;
  add([]);
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  try {
    for (const entry of entries) for await (const file of below(entry)) add([file]);
  } catch (error) {
    fault(error);
  }
});
if (globalThis.crypto?.subtle === undefined) {
  fault(new Error('This browser offers no WebCrypto here. Save the page as a file and open it from the disk.'));
}
