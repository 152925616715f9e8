// Hypercore as a peer for the benchmark. Commands from standard input, a line each; each answers with nanoseconds in a line.
// What it wrote stays until the benchmark ends: freeing blocks would cost whoever is measured next.
import { fdatasyncSync, mkdtempSync, openSync, closeSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import Hypercore from 'hypercore'

// append DIRECTORY BATCHES BATCH SIZE. It has no option to sync, and its flush does not: its live write-ahead log is flushed to the disk
// after each call instead.
async function append (directory, batches, batch, size) {
  const { core, folder } = await open(directory)
  const log = openSync(writeAheadLog(folder), 'r+')
  const blocks = Array.from({ length: batch }, () => Buffer.alloc(size, 7))
  let number = 0
  const begun = process.hrtime.bigint()
  for (let i = 0; i < batches; i++) {
    for (const block of blocks) block.writeBigUInt64BE(BigInt(number++))
    await core.append(batch === 1 ? blocks[0] : blocks)
    fdatasyncSync(log)
  }
  const took = process.hrtime.bigint() - begun
  if (statSync(writeAheadLog(folder)).ino !== statSync(`/proc/self/fd/${log}`).ino) throw new Error('the write-ahead log changed meanwhile')
  closeSync(log)
  await core.close()
  return took
}

// audit DIRECTORY ENTRIES SIZE: appends without syncing, closes, opens again and audits. Only the audit is timed.
async function audit (directory, entries, size) {
  let { core, folder } = await open(directory)
  const blocks = Array.from({ length: 1000 }, () => Buffer.alloc(size, 7))
  for (let i = 0; i < entries; i += blocks.length) await core.append(blocks)
  await core.close()
  core = new Hypercore(folder)
  await core.ready()
  const begun = process.hrtime.bigint()
  const found = await core.core.audit({ dryRun: true })
  const took = process.hrtime.bigint() - begun
  if (found.blocks !== entries || found.corrupt || found.droppedBlocks > 0) throw new Error(`the audit found ${JSON.stringify(found)}`)
  await core.close()
  return took
}

async function open (directory) {
  const folder = mkdtempSync(join(directory, 'hypercore-'))
  const core = new Hypercore(folder)
  await core.ready()
  return { core, folder }
}

function writeAheadLog (folder) {
  const logs = readdirSync(join(folder, 'db')).filter(name => /^\d+\.log$/.test(name)).sort()
  return join(folder, 'db', logs.at(-1))
}

const commands = { append, audit }
for await (const line of createInterface({ input: process.stdin })) {
  const [name, directory, ...numbers] = line.split(' ')
  try {
    console.log(`${await commands[name](directory, ...numbers.map(Number))}`)
  } catch (error) {
    console.log(`error ${error.stack.replaceAll('\n', ' ')}`)
  }
}
