import {
  ArchiveRegular, ClipboardTaskListLtrRegular, ChannelRegular, ChatMultipleRegular, CheckmarkCircleRegular, EditRegular, FolderZipRegular, HomeRegular,
  PeopleRegular, RssRegular, SearchRegular, ShieldCheckmarkRegular, type FluentIcon,
} from '@fluentui/react-icons';
import type { Permission } from '../access/permissions';

/** A place in the navigation; whoever holds none of its rights does not see it. */
type Place = { path: string; name: string; icon: FluentIcon; needs: readonly Permission[] };

export const places: readonly { group: string; places: readonly Place[] }[] = [
  {
    group: 'Publish',
    places: [
      { path: '/compose', name: 'Write a post', icon: EditRegular, needs: ['DraftPosts'] },
      { path: '/posts', name: 'Posts', icon: ClipboardTaskListLtrRegular, needs: ['DraftPosts', 'ReviewPosts'] },
      { path: '/approvals', name: 'Approvals', icon: CheckmarkCircleRegular, needs: ['ReviewPosts'] },
    ],
  },
  {
    group: 'Watch',
    places: [
      { path: '/mentions', name: 'Mentions', icon: ChatMultipleRegular, needs: ['ReadMentions'] },
      { path: '/watches', name: 'Watches', icon: SearchRegular, needs: ['ManageWatches', 'AuthoriseWatches'] },
      { path: '/feeds', name: 'News feeds', icon: RssRegular, needs: ['ManageFeeds'] },
    ],
  },
  {
    group: 'Protect',
    places: [
      { path: '/channels', name: 'Channels', icon: ChannelRegular, needs: ['SeeOverview'] },
      { path: '/members', name: 'Members', icon: PeopleRegular, needs: ['ManageMembers'] },
      { path: '/evidence', name: 'Evidence', icon: ArchiveRegular, needs: ['ReadEvidence'] },
      { path: '/audit', name: 'Record', icon: ShieldCheckmarkRegular, needs: ['ReadLedger', 'ReadAdministrativeLedger'] },
      { path: '/disclosures', name: 'Disclosure', icon: FolderZipRegular, needs: ['BuildDisclosures', 'ApproveDisclosures'] },
    ],
  },
];

export const home: Place = { path: '/', name: 'Overview', icon: HomeRegular, needs: ['SeeOverview'] };

/** The place that an address lies in; none for an address that names no page. */
export function placeOf(path: string): Place | undefined {
  if (path === home.path) return home;
  return places.flatMap((group) => group.places).find((place) => path === place.path || path.startsWith(`${place.path}/`));
}
