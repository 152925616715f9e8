// What a check ends in: valid, invalid (why, and at which entry), or valid but incomplete (what is missing).
import { Invalid } from './bytes.mjs';

export async function answer(work) {
  const told = { facts: [], missing: [] };
  const once = () => ({ facts: [...new Set(told.facts)], missing: [...new Set(told.missing)] });
  try {
    const says = await work(told);
    return { verdict: told.missing.length === 0 ? 'valid' : 'incomplete', says, ownKeys: told.ownKeys === true, ...once() };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { verdict: 'invalid', says: error.message, index: error.index, where: error.where, misconduct: error.misconduct === true, ...once() };
  }
}

/** Adds what is known of a checkpoint to what is told. */
export function tell(told, head) {
  for (const list of ['facts', 'missing']) told[list].push(...head[list]);
  return head;
}
