import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'functions/CrowdControl.Functions/bin/Debug/net10.0/CrowdControl.LocalRuntime.dll');
const patience = 240_000;

/** The demo as ./run starts it, on free ports and with data of its own; or the one that runs at CROWDCONTROL_URL. */
export async function startStack() {
  const given = process.env.CROWDCONTROL_URL;
  if (given) return { url: given.replace(/\/$/, ''), stop: async () => {} };

  const port = await eightFreePorts();
  const data = mkdtempSync(path.join(tmpdir(), 'crowdcontrol-web-'));
  const child = spawn('dotnet', [program, 'run', '--port', String(port), '--data', data], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await isReady(child, ended);
  return {
    url: `http://localhost:${port}`,
    async stop() {
      child.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function isReady(child, ended) {
  return new Promise((resolve, reject) => {
    let said = '';
    const give = (why) => reject(new Error(`${why}\n${said}`));
    const timer = setTimeout(() => { child.kill('SIGINT'); give('The stack was not ready in time.'); }, patience);
    const listen = (chunk) => {
      said += chunk;
      if (!said.includes('Ctrl-C ends everything')) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => { clearTimeout(timer); give(`The stack ended with ${code}.`); });
  });
}

async function eightFreePorts() {
  // Below what the system gives to outgoing connections: one of those may take a port between the look and the start.
  for (let first = 20_000 + (process.pid % 1_200) * 10; ; first += 10) {
    const free = await Promise.all(Array.from({ length: 8 }, (_, offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
}

const isFree = (port) => new Promise((resolve) => {
  const server = net.createServer();
  server.once('error', () => resolve(false));
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
});
