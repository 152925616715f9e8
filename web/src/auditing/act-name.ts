/** Where the record's word means something else to the eye than to the log. */
const said: Record<string, string> = {
  'post.requested': 'Post handed in for approval',
  'post.submitted': 'Post sent to the network',
  'post.confirmed': 'Post confirmed live',
  'post.unresolved': 'Outcome of the post unknown',
  'post.failed': 'Post refused by the network',
};

/** "post.take-down-ordered" as a sentence begins: "Post take down ordered". */
export function actName(act: string): string {
  const words = said[act] ?? act.replace(/[.\-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const methods: Record<string, string> = { fido2: 'signed with a passkey', oidc: 'signed in' };

/** How an entry's actor was known. */
export const methodName = (method: string): string => methods[method] ?? `by ${method}`;
