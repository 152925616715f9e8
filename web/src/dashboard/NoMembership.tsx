import { Button, makeStyles, Title2, tokens } from '@fluentui/react-components';
import type { Problem } from '../api/problem';
import { ProblemBar } from '../page/ProblemBar';

const useStyles = makeStyles({
  page: {
    display: 'grid', gap: tokens.spacingVerticalL, justifyItems: 'start', maxWidth: '40rem', margin: '0 auto',
    padding: 'clamp(1rem, 6vw, 4rem)',
  },
});

type NoMembershipProps = { problem: Problem; again: () => void; signOut: () => Promise<void> };

/** Somebody signed in whom no organisation has let in yet, or the service could not say. */
export function NoMembership({ problem, again, signOut }: NoMembershipProps) {
  return (
    <main className={useStyles().page}>
      <title>Not available - CrowdControl</title>
      <Title2 as="h1">{problem.status === 403 ? 'You are not a member yet' : 'CrowdControl cannot show your pages'}</Title2>
      <ProblemBar problem={problem} again={again} />
      {problem.status === 403 && <p>An administrator of your organisation has to add you as a member. Nothing is visible before that.</p>}
      <Button onClick={signOut}>Sign out</Button>
    </main>
  );
}
