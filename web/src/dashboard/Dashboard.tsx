import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { MeContext, useMeQuery } from '../access/me';
import { Loading } from '../page/Loading';
import { screenOf } from '../page/screen';
import { NoMembership } from './NoMembership';
import { NotFound } from './NotFound';
import { OverviewPage } from './OverviewPage';
import { Permitted } from './Permitted';
import { Shell } from './Shell';

const pages = () => import('./pages');

const ChannelsPage = lazy(() => pages().then(({ ChannelsPage: page }) => ({ default: page })));
const ComposePage = lazy(() => pages().then(({ ComposePage: page }) => ({ default: page })));
const SubmissionsPage = lazy(() => pages().then(({ SubmissionsPage: page }) => ({ default: page })));
const SubmissionPage = lazy(() => pages().then(({ SubmissionPage: page }) => ({ default: page })));
const ApprovalsPage = lazy(() => pages().then(({ ApprovalsPage: page }) => ({ default: page })));
const MentionsPage = lazy(() => pages().then(({ MentionsPage: page }) => ({ default: page })));
const MentionPage = lazy(() => pages().then(({ MentionPage: page }) => ({ default: page })));
const WatchesPage = lazy(() => pages().then(({ WatchesPage: page }) => ({ default: page })));
const FeedsPage = lazy(() => pages().then(({ FeedsPage: page }) => ({ default: page })));
const MembersPage = lazy(() => pages().then(({ MembersPage: page }) => ({ default: page })));
const MemberPage = lazy(() => pages().then(({ MemberPage: page }) => ({ default: page })));
const PasskeysPage = lazy(() => pages().then(({ PasskeysPage: page }) => ({ default: page })));
const EvidencePage = lazy(() => pages().then(({ EvidencePage: page }) => ({ default: page })));
const CasePage = lazy(() => pages().then(({ CasePage: page }) => ({ default: page })));
const ExhibitPage = lazy(() => pages().then(({ ExhibitPage: page }) => ({ default: page })));
const RetentionPage = lazy(() => pages().then(({ RetentionPage: page }) => ({ default: page })));
const AuditPage = lazy(() => pages().then(({ AuditPage: page }) => ({ default: page })));
const PostHistoryPage = lazy(() => pages().then(({ PostHistoryPage: page }) => ({ default: page })));
const SheetsPage = lazy(() => pages().then(({ SheetsPage: page }) => ({ default: page })));
const SheetPage = lazy(() => pages().then(({ SheetPage: page }) => ({ default: page })));
const DisclosuresPage = lazy(() => pages().then(({ DisclosuresPage: page }) => ({ default: page })));
const NewDisclosurePage = lazy(() => pages().then(({ NewDisclosurePage: page }) => ({ default: page })));

export function Dashboard({ signOut }: { signOut: () => Promise<void> }) {
  const screen = screenOf(useMeQuery());
  if (screen.kind === 'loading') return <Loading what="your rights" />;
  if (screen.kind === 'failed') return <NoMembership problem={screen.problem} again={screen.again} signOut={signOut} />;
  return (
    <MeContext value={screen.value}>
      <Shell signOut={signOut}>
        <Suspense fallback={<Loading what="the page" />}>
          <Permitted>
            <Routes>
              <Route index element={<OverviewPage />} />
              <Route path="channels" element={<ChannelsPage />} />
              <Route path="compose" element={<ComposePage />} />
              <Route path="compose/:id" element={<ComposePage />} />
              <Route path="posts" element={<SubmissionsPage />} />
              <Route path="posts/:id" element={<SubmissionPage />} />
              <Route path="approvals" element={<ApprovalsPage />} />
              <Route path="mentions" element={<MentionsPage />} />
              <Route path="mentions/:id" element={<MentionPage />} />
              <Route path="watches" element={<WatchesPage />} />
              <Route path="feeds" element={<FeedsPage />} />
              <Route path="members" element={<MembersPage />} />
              <Route path="members/:id" element={<MemberPage />} />
              <Route path="passkeys" element={<PasskeysPage />} />
              <Route path="evidence" element={<EvidencePage />} />
              <Route path="evidence/cases/:id" element={<CasePage />} />
              <Route path="evidence/exhibits/:id" element={<ExhibitPage />} />
              <Route path="evidence/retention" element={<RetentionPage />} />
              <Route path="audit" element={<AuditPage />} />
              <Route path="audit/posts/:id" element={<PostHistoryPage />} />
              <Route path="audit/days" element={<SheetsPage />} />
              <Route path="audit/days/:date" element={<SheetPage />} />
              <Route path="disclosures" element={<DisclosuresPage />} />
              <Route path="disclosures/new" element={<NewDisclosurePage />} />
              <Route path="*" element={<NotFound />} />
            </Routes>
          </Permitted>
        </Suspense>
      </Shell>
    </MeContext>
  );
}
