/** Every page but the overview: one file to fetch, since each request is an execution that somebody pays for. */
export { default as ChannelsPage } from '../channels/ChannelsPage';
export { default as ComposePage } from '../publishing/ComposePage';
export { default as SubmissionsPage } from '../publishing/SubmissionsPage';
export { default as SubmissionPage } from '../publishing/SubmissionPage';
export { default as ApprovalsPage } from '../approvals/ApprovalsPage';
export { default as MentionsPage } from '../monitoring/MentionsPage';
export { default as MentionPage } from '../monitoring/MentionPage';
export { default as WatchesPage } from '../monitoring/WatchesPage';
export { default as FeedsPage } from '../harvesting/FeedsPage';
export { default as MembersPage } from '../access/MembersPage';
export { default as MemberPage } from '../access/MemberPage';
export { default as AuditPage } from '../auditing/AuditPage';
export { default as SheetsPage } from '../auditing/sheets/SheetsPage';
export { default as SheetPage } from '../auditing/sheets/SheetPage';
export { default as DisclosuresPage } from '../disclosing/DisclosuresPage';
export { default as NewDisclosurePage } from '../disclosing/NewDisclosurePage';
