/**
 * Keeps one idempotency key for as long as what is sent stays the same and has not succeeded, so that pressing a button again
 * after a lost answer cannot act twice.
 */
export class IntentKeys {
  private sent?: string;
  private key = '';

  for(body: unknown): { 'Idempotency-Key': string } {
    const text = JSON.stringify(body ?? null);
    if (text !== this.sent) {
      this.sent = text;
      this.key = crypto.randomUUID();
    }
    return { 'Idempotency-Key': this.key };
  }

  succeeded(): void {
    this.sent = undefined;
  }
}
