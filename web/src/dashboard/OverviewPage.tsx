import { useQuery } from '@tanstack/react-query';
import { Body1, Caption1, makeStyles, mergeClasses, Title1, tokens } from '@fluentui/react-components';
import { Link } from 'react-router';
import { useMe } from '../access/me';
import { bodyOf, useApi } from '../api/client';
import type { Overview } from '../api/shapes';
import { StorageAlarm } from '../auditing/StorageBar';
import { PageHeading } from '../page/PageHeading';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';

type Figure = { of: keyof Overview; name: string; means: string; to: string; grave?: boolean };

const figures: readonly Figure[] = [
  { of: 'awaitingMyApproval', name: 'Awaiting your approval', means: 'Nothing goes out until somebody decides.', to: '/approvals' },
  { of: 'worrying', name: 'Worrying mentions today', means: 'Risk band High or Immediate, by basic triage.', to: '/mentions?band=High', grave: true },
  { of: 'outcomeUnknown', name: 'Outcome unknown', means: 'The network did not say whether a post went out.', to: '/posts?state=OutcomeUnknown', grave: true },
  { of: 'channelsInTrouble', name: 'Channels in trouble', means: 'Not connected, or blocked from publishing.', to: '/channels?trouble=true', grave: true },
  { of: 'scheduled', name: 'Scheduled', means: 'Approved, waiting for their time.', to: '/posts?state=Scheduled' },
  { of: 'myDrafts', name: 'Your drafts', means: 'Only you and your reviewers can see them.', to: '/posts?state=Draft&mine=true' },
  { of: 'mentionsToday', name: 'Mentions today', means: 'Found on all channels and feeds.', to: '/mentions' },
];

const useStyles = makeStyles({
  grid: {
    listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingHorizontalL,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(15rem, 100%), 1fr))',
  },
  card: {
    display: 'grid', gap: tokens.spacingVerticalXS, alignContent: 'start', padding: tokens.spacingHorizontalL, height: '100%',
    boxSizing: 'border-box', color: tokens.colorNeutralForeground1, textDecorationLine: 'none', borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`, borderTop: `3px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { boxShadow: tokens.shadow8 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  waiting: { borderTopColor: tokens.colorBrandStroke1 },
  grave: { borderTopColor: tokens.colorStatusDangerBorder2 },
});

export function OverviewPage() {
  const api = useApi();
  const styles = useStyles();
  const page = usePageStyles();
  const { member, organisation } = useMe();
  const screen = screenOf(useQuery({ queryKey: ['overview'], queryFn: () => bodyOf(api.GET('/api/v1/overview')) }));
  return (
    <div className={page.page}>
      <PageHeading title="Overview" about={`${member.name}, ${organisation.name}`} />
      <StorageAlarm />
      <Screened screen={screen} what="the overview">
        {(overview) => (
          <ul className={styles.grid}>
            {figures.map(({ of, name, means, to, grave }) => (
              <li key={of}>
                <Link to={to} className={mergeClasses(styles.card, overview[of] > 0 && (grave ? styles.grave : styles.waiting))}>
                  <Body1>{name}</Body1>
                  <Title1>{overview[of]}</Title1>
                  <Caption1 className={page.quiet}>{means}</Caption1>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Screened>
    </div>
  );
}
