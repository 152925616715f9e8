import { Badge, Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { bodyOf, useApi } from '../api/client';
import { everyPage } from '../api/pages';
import type { Member } from '../api/shapes';
import { PageHeading } from '../page/PageHeading';
import { EmptyState } from '../page/EmptyState';
import { screenOf } from '../page/screen';
import { Screened } from '../page/Screened';
import { usePageStyles } from '../page/usePageStyles';
import { NewMemberDialog } from './NewMemberDialog';
import { roleName } from './roles';
import { useMay } from './me';

const useStyles = makeStyles({
  row: {
    display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL, alignItems: 'center', padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  who: { flex: '1 1 14rem', display: 'grid', minWidth: 0, overflowWrap: 'anywhere' },
  link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold },
});

export default function MembersPage() {
  const api = useApi();
  const page = usePageStyles();
  const may = useMay();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed).trim().toLocaleLowerCase('en-GB');
  const screen = screenOf(useQuery({
    queryKey: ['members'],
    queryFn: () => everyPage((cursor) => bodyOf(api.GET('/api/v1/members', { params: { query: { cursor, limit: 200 } } }))),
  }));
  return (
    <div className={page.page}>
      <PageHeading
        title="Members" about="Who may do what here. Without a grant a member may do nothing; nobody can give a role to themselves."
        acts={may('ManageMembers') && <NewMemberDialog />}
      />
      <div className={page.filters}>
        <Field label="Find a member"><Input type="search" value={typed} onChange={(_, { value }) => setTyped(value)} /></Field>
      </div>
      <Screened screen={screen} what="the members">
        {(members) => {
          const shown = members.filter(({ name, email }) => `${name} ${email ?? ''}`.toLocaleLowerCase('en-GB').includes(words));
          if (shown.length === 0) return <EmptyState title="Nobody found">No member&apos;s name or e-mail address has these letters.</EmptyState>;
          return <ul className={page.list}>{shown.map((member) => <MemberRow key={member.id} member={member} />)}</ul>;
        }}
      </Screened>
    </div>
  );
}

function MemberRow({ member: { id, name, email, kind, state, grants } }: { member: Member }) {
  const styles = useStyles();
  const page = usePageStyles();
  const held = [...new Set(grants.map(({ role }) => roleName(role)))].join(', ');
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Link to={`/members/${id}`} className={styles.link}>{name}</Link>
        <Caption1 className={page.quiet}>{kind === 'ApiCaller' ? 'API caller' : email}</Caption1>
      </div>
      <Badge appearance="tint" color={state === 'Active' ? 'success' : state === 'Suspended' ? 'danger' : 'informative'}>{state}</Badge>
      <Caption1>{held || 'No role'}</Caption1>
    </li>
  );
}
