import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { bodyOf, useApi } from '../api/client';
import type { Me } from '../api/shapes';
import { may, type Permission } from './permissions';

export const MeContext = createContext<Me | undefined>(undefined);

export function useMeQuery() {
  const api = useApi();
  return useQuery({ queryKey: ['me'], queryFn: () => bodyOf(api.GET('/api/v1/me')) });
}

export function useMe(): Me {
  const me = use(MeContext);
  if (!me) throw new Error('This page was shown before it was known who asks.');
  return me;
}

export function useMay(): (permission: Permission, channel?: string) => boolean {
  const me = useMe();
  return (permission, channel) => may(me, permission, channel);
}
