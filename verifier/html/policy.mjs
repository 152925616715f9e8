// The trust policy: whom to believe. C2SP tlog-policy, and the lines "#cc" that CrowdControl adds to it.
import { Invalid, decimal, demand, text } from './bytes.mjs';
import { parseKey } from './notes.mjs';

export async function parsePolicy(bytes) {
  const whole = text(bytes, 'The trust policy');
  demand(!/[^\P{Cc}\t\n]/u.test(whole), 'The trust policy holds control characters other than tab and line end.');
  demand(whole.endsWith('\n'), 'The trust policy does not end with a line end.');
  const policy = new Policy();
  for (const [at, line] of whole.slice(0, -1).split('\n').entries()) {
    try {
      await policy.read(line.split(/[ \t]+/).filter((word) => word !== ''));
    } catch (error) {
      throw error instanceof Invalid ? new Invalid(`Line ${at + 1} of the trust policy: ${error.message}`) : error;
    }
  }
  demand(policy.quorum !== undefined, 'The trust policy has no quorum line.');
  return policy;
}

class Policy {
  logs = [];
  witnesses = [];
  ledgers = 0;
  authorities = 0;
  #named = new Map([['none', () => true]]);
  #members = new Set();
  #validity = [];

  /** Of the signers of a checkpoint: whether they are enough. */
  quorum = undefined;
  asksNobody = false;

  /** Whether a key of a log may sign at a size; a key without a "#cc valid" line always may. */
  inForce({ id }, size) {
    const ranges = this.#validity.filter((range) => range.id === id);
    return ranges.length === 0 || ranges.some(({ from, to }) => size >= from && size <= to);
  }

  async read([keyword, ...words]) {
    const kind = keyword === '#cc' ? words.shift() : keyword;
    if (kind === undefined || (keyword.startsWith('#') && keyword !== '#cc')) return;
    const [least, most, act] = (keyword === '#cc' ? this.#ours : this.#lines)[kind] ?? [];
    demand(words.length >= least && words.length <= most, `"${kind}" is no line of a policy, or has the wrong number of words.`);
    await act(...words);
  }

  #lines = {
    __proto__: null,
    log: [1, 2, async (spelt) => this.#add(this.logs, await parseKey(spelt), [1, 2])],
    witness: [2, 3, async (name, spelt) => {
      const key = this.#add(this.witnesses, await parseKey(spelt), [4]);
      this.#define(name, (signers) => signers.has(key));
    }],
    group: [3, Infinity, (name, rule, ...names) => {
      const members = names.map((member) => {
        demand(member !== 'none' && !this.#members.has(member), `"${member}" cannot be a member, or would count twice.`);
        this.#members.add(member);
        return this.#find(member);
      });
      const needed = { any: 1n, all: BigInt(members.length) }[rule] ?? decimal(rule, 'The number of members');
      demand(needed >= 1n && needed <= members.length, `A group of ${members.length} cannot need ${needed}.`);
      this.#define(name, (signers) => members.filter((member) => member(signers)).length >= needed);
    }],
    quorum: [1, 1, (name) => {
      demand(this.quorum === undefined, 'There is a second quorum line.');
      this.quorum = this.#find(name);
      this.asksNobody = name === 'none';
    }],
  };

  #ours = {
    __proto__: null,
    valid: [3, 3, (id, from, to) => {
      demand(this.logs.some((key) => key.id === id), `No log above has a key ${id}.`);
      const range = { id, from: decimal(from, 'The first size'), to: decimal(to, 'The last size') };
      demand(range.from <= range.to, 'The last size is smaller than the first.');
      this.#validity.push(range);
    }],
    tsa: [2, 2, (hash, minutes) => { this.authorities += this.#hashAndAge(hash, minutes); }],
    ledger: [2, 2, (hash, minutes) => { this.ledgers += this.#hashAndAge(hash, minutes); }],
  };

  #hashAndAge(hash, minutes) {
    demand(/^[0-9a-f]{64}$/.test(hash), 'A hash has 64 hexadecimal digits, 0 to 9 and a to f.');
    demand(decimal(minutes, 'The greatest age') > 0n, 'The greatest age is a number of minutes above 0.');
    return 1;
  }

  #add(keys, key, types) {
    demand(types.includes(key.type), `The key of ${key.name} is of type ${key.type}; ${types.join(' or ')} is expected here.`);
    demand(!keys.some((other) => String(other.key) === String(key.key)), `The key of ${key.name} stands twice.`);
    keys.push(key);
    return key;
  }

  #define(name, member) {
    demand(!this.#named.has(name), `The name "${name}" is taken.`);
    this.#named.set(name, member);
  }

  #find(name) {
    demand(this.#named.has(name), `"${name}" is not defined above.`);
    return this.#named.get(name);
  }
}
