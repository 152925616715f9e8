// Bluesky's own servers on free ports of this machine: PDS, PLC directory, AppView and Ozone, with Postgres and redis under them.
//   node network.mjs FOLDER    keeps everything in FOLDER, writes FOLDER/addresses.json when all is ready, ends when its parent does
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';

const folder = path.resolve(process.argv[2] ?? '');
const ready = path.join(folder, 'addresses.json');
const superuser = process.getuid() === 0;
const children = [];

// dev-env listens on all interfaces; these servers are for this machine only.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string' ? listen.call(this, port, '127.0.0.1', ...rest) : listen.call(this, port, ...rest);
};

process.on('exit', () => {
  for (const { child, signal } of children) if (child.exitCode === null) child.kill(signal);
  // What never came up leaves its logs behind.
  if (fs.existsSync(ready)) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
});
process.on('SIGTERM', () => process.exit(0));
const parent = process.ppid;
setInterval(() => { if (process.ppid !== parent) process.exit(0); }, 500).unref();

function fail(why) {
  console.error(why);
  process.exit(1);
}

function freePort() {
  return new Promise((found) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

async function answers(port) {
  for (let tried = 0; tried < 300; tried++) {
    const open = await new Promise((done) => {
      const socket = net.connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
      socket.on('error', () => done(false));
    });
    if (open) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  fail(`Nothing answers on port ${port}. Logs are in ${folder}.`);
}

/** Postgres refuses to be root, so root becomes the user that Debian made for it; the process stays the server itself. */
const asPostgres = (program, args) =>
  superuser ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', program, ...args]] : [program, args];

function postgresPrograms() {
  const root = '/usr/lib/postgresql';
  const version = fs.existsSync(root) ? fs.readdirSync(root).sort((a, b) => b - a)[0] : undefined;
  return version ? path.join(root, version, 'bin') : fail('Postgres is missing. Install it: apt-get install postgresql');
}

async function postgres() {
  const programs = postgresPrograms();
  const home = path.join(folder, 'postgres');
  fs.mkdirSync(home);
  if (superuser) {
    const id = (flag) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
    fs.chmodSync(folder, 0o755);
    fs.chownSync(home, id('-u'), id('-g'));
  }
  const log = fs.openSync(path.join(folder, 'postgres.log'), 'a');
  const [init, initArgs] = asPostgres(`${programs}/initdb`, ['-D', `${home}/db`, '-A', 'trust', '-U', 'pg', '--no-sync', '--locale=C.UTF-8']);
  if (spawnSync(init, initArgs, { cwd: '/', stdio: ['ignore', log, log] }).status !== 0)
    fail(`Postgres could not be set up: ${fs.readFileSync(path.join(folder, 'postgres.log'), 'utf8').trim().split('\n').at(-1)}`);

  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const [run, runArgs] = asPostgres(`${programs}/postgres`, ['-D', `${home}/db`, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)]);
  // SIGQUIT is Postgres's word for "end at once": what it holds is thrown away anyway.
  children.push({ child: spawn(run, runArgs, { cwd: '/', stdio: ['ignore', log, log] }), signal: 'SIGQUIT' });
  await answers(port);
  return `postgresql://pg@127.0.0.1:${port}/postgres`;
}

async function redis() {
  const port = await freePort();
  const log = fs.openSync(path.join(folder, 'redis.log'), 'a');
  const child = spawn('redis-server', ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: ['ignore', log, log] });
  child.on('error', () => fail('redis-server is missing. Install it: apt-get install redis-server'));
  children.push({ child, signal: 'SIGTERM' });
  await answers(port);
  return `127.0.0.1:${port}`;
}

process.env.TMPDIR = folder;
process.env.LOG_ENABLED = 'false';
const [{ TestNetwork, TestNetworkNoAppView }, dbPostgresUrl, redisHost, port, strictPort] =
  await Promise.all([import('@atproto/dev-env'), postgres(), redis(), freePort(), freePort()]);
process.env.REDIS_HOST = redisHost;
const pds = { hostname: 'localhost', enableDidDocWithSession: true };
const network = await TestNetwork.create({ dbPostgresUrl, dbPostgresSchema: 'dev', pds: { ...pds, port } });
// A second PDS counts its callers as the public ones do, and knows no AppView: it is throttled and broken by nature.
const strict = await TestNetworkNoAppView.create({ pds: { ...pds, port: strictPort, rateLimitsEnabled: true } });

const addresses = { pds: network.pds.url, appView: network.bsky.url, strictPds: strict.pds.url };
fs.writeFileSync(path.join(folder, 'addresses.tmp'), JSON.stringify(addresses));
fs.renameSync(path.join(folder, 'addresses.tmp'), ready);
