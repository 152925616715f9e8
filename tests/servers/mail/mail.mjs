// node mail.mjs SMTP-PORT HTTP-PORT [password | KEY.pem CERT.pem]: GET / gives the mails taken, as JSON. It wants the user cc with the password
// pw where "password" is said, and speaks STARTTLS with a key. Recipients "gone..." are refused for good (550), "later..." until POST /open (450).
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const [smtp, web, key, cert] = process.argv.slice(2);
const box = [];
let open = false;
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });
const secure = cert ? { key: readFileSync(key), cert: readFileSync(cert), authOptional: true }
  : { hideSTARTTLS: true, allowInsecureAuth: true, authOptional: key !== 'password' };

new SMTPServer({
  ...secure,
  onAuth: ({ username, password }, session, done) => (username === 'cc' && password === 'pw' ? done(null, { user: 'cc' }) : done(new Error('bad login'))),
  onRcptTo: ({ address }, session, done) =>
    done(address.startsWith('later') && !open ? refuse(450, 'mailbox busy') : address.startsWith('gone') ? refuse(550, 'no such user') : null),
  onData: (stream, session, done) => simpleParser(stream).then(({ to, from, subject, text, messageId, attachments }) => {
    box.push({
      to: to.text, from: from.text, subject, text, messageId, secure: session.secure,
      attachments: attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content: content.toString('base64') })),
    });
    done();
  }, done),
}).listen(Number(smtp), '127.0.0.1');

http.createServer((request, response) => {
  if (request.method === 'POST') open = true;
  response.end(JSON.stringify(box));
}).listen(Number(web), '127.0.0.1');
