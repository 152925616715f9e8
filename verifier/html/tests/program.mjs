// The program "verify", one process of it for many files, and what it has to say the same as the page's checks.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parsePolicy } from '../policy.mjs';

const program = process.env.CROWDCONTROL_VERIFY ?? path.resolve(import.meta.dirname, '../../CrowdControl.Verify/bin/Debug/net10.0/verify');
export const skip = existsSync(program) ? false : 'The program "verify" is not built here (dotnet build verifier/CrowdControl.Verify).';
const codes = { valid: 0, invalid: 1, incomplete: 2 };

export class Program {
  folder = mkdtempSync(path.join(tmpdir(), 'crowdcontrol-agreement-'));
  #process = spawn(program, ['--each'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #ended = new Promise((resolve) => { this.#process.on('exit', resolve); });
  #waiting = [];
  #count = 0;
  #policies = new Map();

  constructor() {
    let answer = '';
    createInterface(this.#process.stdout).on('line', (line) => {
      answer += line;
      if (line !== '') return;
      this.#waiting.shift().resolve(JSON.parse(answer));
      answer = '';
    });
    void this.#ended.then((code) => { for (const { reject } of this.#waiting) reject(new Error(`The program ended with ${code}.`)); });
  }

  /** A file in the folder; a name of its own where none is given. */
  file(bytes, name = `${this.#count += 1}`) {
    const whole = path.join(this.folder, name);
    mkdirSync(path.dirname(whole), { recursive: true });
    writeFileSync(whole, bytes);
    return whole;
  }

  verify(...words) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(`${words.join('\t')}\n`);
    });
  }

  /** Has the page's check and the program judge the same; `place` compares in which file it is wrong as well. */
  async agree(check, policyText, words, { place = false } = {}) {
    if (policyText !== undefined && !this.#policies.has(policyText)) this.#policies.set(policyText, this.file(policyText));
    const answered = this.verify(...words, ...(policyText === undefined ? [] : ['--policy', this.#policies.get(policyText)]));
    const trusted = policyText === undefined ? undefined : await parsePolicy(Buffer.from(policyText)).catch(() => 'none');
    const ours = trusted === 'none' ? { verdict: 'no policy', says: 'no policy' } : await check(trusted);
    const theirs = await answered;
    const said = `We say: ${ours.verdict} ${ours.says} ${ours.missing} ${ours.where}\nIt says: ${JSON.stringify(theirs)}`;
    assert.equal(trusted === 'none' ? 3 : codes[ours.verdict], theirs.exitCode, said);
    const index = theirs.firstBadIndex;
    if (place || (index !== undefined && ours.index !== undefined)) assert.equal(String(ours.index), String(index), said);
    if (place && ours.verdict === 'invalid') assert.equal(ours.where, theirs.findings.find(({ gravity }) => gravity === 'wrong').where, said);
    return ours;
  }

  async close() {
    this.#process.stdin.end();
    await this.#ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Small numbers that look random and are the same in every run. */
export function seeded(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
