import type { Me } from '../api/shapes';

/** The rights that pages ask about; the API decides each act again. */
export type Permission =
  | 'SeeOverview' | 'DraftPosts' | 'ReviewPosts' | 'PauseChannels' | 'ManageChannels' | 'ReadMentions' | 'Reply'
  | 'ManageWatches' | 'AuthoriseWatches' | 'ManageFeeds' | 'ManageMembers' | 'ReadLedger' | 'ReadAdministrativeLedger' | 'CloseRecord'
  | 'BuildDisclosures' | 'ApproveDisclosures'
  | 'AddEvidence' | 'ReadEvidence' | 'PlaceHolds' | 'ReleaseHolds' | 'ApproveErasure' | 'ManageRetention';

/** Closed by default: an unknown right is no right. A grant without channels covers all of them. */
export function may(me: Me, permission: Permission, channel?: string): boolean {
  return me.permissions.some((held) =>
    held.permission === permission && (channel === undefined || !held.channels || held.channels.includes(channel)));
}
