import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { testPort } from './test-port.ts';

const program = '/usr/sbin/dovecot';
const nobody = 'nobody';

/** What is missing for tests against a real IMAP server; undefined when nothing is. */
export const missingDovecot = [program, '/usr/lib/dovecot/imap', '/usr/lib/dovecot/lmtp'].every(existsSync)
  ? undefined
  : `${program} (Debian: dovecot-imapd dovecot-lmtpd)`;

export interface Dovecot {
  imapPort: number;
  lmtpPort: number;
  /** Ends and starts again on the same ports; mails stay. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** A new UIDVALIDITY, while it is stopped: all UIDs are given anew, from 1001 on. */
  forgetUids(user: string): Promise<void>;
  /** Ends it and removes what it kept. */
  remove(): Promise<void>;
}

/** A real Dovecot on loopback, without systemd: any user, password `secret`, a mailbox is made on first use. */
export async function startDovecot(): Promise<Dovecot> {
  const base = await mkdtemp(join(tmpdir(), 'faultline-dovecot-'));
  const [imapPort, lmtpPort] = [await testPort(), await testPort()];
  const asRoot = userInfo().uid === 0;
  const owner = asRoot ? nobody : userInfo().username;
  const group = asRoot ? 'nogroup' : String(userInfo().gid);
  const config = join(base, 'dovecot.conf');
  await Promise.all([mkdir(join(base, 'run')), mkdir(join(base, 'mail'))]);
  await Promise.all([base, join(base, 'run'), join(base, 'mail')].map((folder) => chmod(folder, 0o777)));
  await writeFile(config, configOf({ base, imapPort, lmtpPort, owner, group }));
  let running: ChildProcess | undefined;

  const start = async () => {
    const child = spawn(program, ['-F', '-c', config], { stdio: 'ignore' });
    running = child;
    try {
      await Promise.all([answering(imapPort, child), answering(lmtpPort, child)]);
    } catch (error) {
      const log = await readFile(join(base, 'dovecot.log'), 'utf8').catch(() => 'it wrote no log');
      throw new Error(`Dovecot did not come up: ${log}`, { cause: error });
    }
  };
  const stop = async () => {
    const child = running;
    running = undefined;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  };
  await start();
  return {
    imapPort,
    lmtpPort,
    start,
    stop,
    async forgetUids(user) {
      const folder = join(base, 'mail', user, 'Maildir');
      const files = (await readdir(folder)).filter((name) => name.startsWith('dovecot'));
      await Promise.all(files.map((name) => rm(join(folder, name), { force: true })));
      // Left to itself it would count from 1 and give the same numbers again.
      const validity = Math.floor(Date.now() / 1000) + 1;
      await writeFile(join(folder, 'dovecot-uidlist'), `3 V${validity} N1001\n`);
      await chmod(join(folder, 'dovecot-uidlist'), 0o666);
    },
    async remove() {
      await stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}

interface Facts {
  base: string;
  imapPort: number;
  lmtpPort: number;
  owner: string;
  group: string;
}

const configOf = ({ base, imapPort, lmtpPort, owner, group }: Facts): string => `
base_dir = ${base}/run
state_dir = ${base}/run
instance_name = faultline-test
log_path = ${base}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
hostname = hub.test
postmaster_address = postmaster@hub.test
default_internal_user = ${owner}
default_login_user = ${owner}
default_internal_group = ${group}
ssl = no
disable_plaintext_auth = no
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner} gid=${group} home=${base}/mail/%u allow_all_users=yes
}
first_valid_uid = 1
mail_location = maildir:~/Maildir
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap {
  chroot =
}
`;

/** Resolves when something greets on this port. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await greets(port)) return;
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Dovecot does not answer on port ${port}`);
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('data', () => done(true));
    socket.once('error', () => done(false));
    socket.setTimeout(2_000, () => done(false));
  });
}
