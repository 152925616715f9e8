/** The built-in role templates and what each is for. */
export const roles: Record<string, string> = {
  Author: 'Writes posts and submits them for approval.',
  Approver: 'Approves, rejects or asks for changes to what others wrote.',
  Publisher: 'Releases, schedules, recalls and takes down; pauses channels.',
  DigitalDesk: 'Reads and answers mentions around the clock.',
  DutyOfficer: 'Takes what is escalated and decides on the bad day.',
  SafeguardingLead: 'Answers for people at risk.',
  ProfessionalStandards: 'Examines misuse by staff.',
  InformationAssetOwner: 'Answers for data: how long it is kept and who may have it.',
  Administrator: 'Runs members, roles, channels and settings, with no say over content.',
  ApiCaller: 'A service with its own narrow grant.',
};

/** "DutyOfficer" as people write it: "Duty officer". */
export function roleName(role: string): string {
  const words = role.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase().replace(/^api\b/, 'API');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
