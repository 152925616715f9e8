import { Button, makeStyles, Title1, Body1, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { problemOf, type Problem } from '../api/problem';
import { Mark } from '../page/Mark';
import { ProblemBar } from '../page/ProblemBar';

const useStyles = makeStyles({
  page: { minHeight: '100vh', display: 'grid', placeItems: 'center', padding: tokens.spacingHorizontalL, boxSizing: 'border-box' },
  card: {
    maxWidth: '30rem', width: '100%', boxSizing: 'border-box', display: 'grid', gap: tokens.spacingVerticalL, justifyItems: 'start',
    padding: 'clamp(1.25rem, 5vw, 2.5rem)', borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow8,
  },
});

type WelcomeProps = { signIn: () => Promise<void> | void; ended?: boolean; problem?: Problem };

/** The only page that anybody may see. */
export function Welcome({ signIn, ended = false, problem }: WelcomeProps) {
  const styles = useStyles();
  const [failure, setFailure] = useState<Problem>();
  const shown = failure ?? problem;
  const press = async () => {
    try {
      await signIn();
    } catch (error) {
      setFailure(problemOf(error));
    }
  };

  return (
    <main className={styles.page}>
      <title>Sign in - CrowdControl</title>
      <div className={styles.card}>
        <Mark size={48} />
        <Title1 as="h1">CrowdControl</Title1>
        <Body1>Control, watch, protect and prove what is said in your organisation&apos;s name on social media.</Body1>
        {ended && !shown && <Body1>Your sign-in has ended. Sign in again to go on.</Body1>}
        {shown && <ProblemBar problem={shown} />}
        <Button appearance="primary" size="large" onClick={press}>{problem ? 'Try again' : 'Sign in'}</Button>
        <Body1>You sign in with your organisation&apos;s own account. Everything you do here is recorded.</Body1>
      </div>
    </main>
  );
}
