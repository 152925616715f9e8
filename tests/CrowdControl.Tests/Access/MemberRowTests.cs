using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using FsCheck;
using FsCheck.Fluent;

namespace CrowdControl.Tests.Access;

public sealed class MemberRowTests
{
    private static readonly Gen<string> Text = Gen.Elements("a", "É", " ", "漢", "\"", "\\", "'", "👮🏽", "\u2028", "<", "&").NonEmptyListOf().Select(string.Concat);
    private static readonly Gen<string> Id = Gen.Elements("a", "Z", "0", "-", "_", ".").NonEmptyListOf().Select(parts => string.Concat(parts.Take(64)));

    private static readonly Gen<DateTimeOffset?> Moment = Gen.Choose(0, 4_000).Select(days =>
        days == 0 ? (DateTimeOffset?)null : new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(days).AddTicks(days));

    private static readonly Gen<Grant> OneGrant =
        from id in Id
        from role in Gen.Elements(Enum.GetValues<Role>())
        from channels in Id.ListOf().OrNull()
        from validFrom in Moment
        from validTo in Moment
        select new Grant(
            new GrantId(id), role, channels is null ? Scope.Everything : Scope.Of(channels.Select(channel => new ChannelId(channel))), validFrom, validTo);

    private static readonly Gen<Member> OneMember =
        from id in Id
        from name in Text
        from email in Text.OrNull()
        from kind in Gen.Elements(Enum.GetValues<MemberKind>())
        from state in Gen.Elements(Enum.GetValues<MemberState>())
        from before in Gen.Elements<MemberState?>(null, MemberState.Invited, MemberState.Active)
        from grants in OneGrant.ListOf()
        select new Member(new TenantId("t"), new MemberId(id), name, email, kind, state, "directory", "object", [.. grants])
        {
            SuspendedFrom = before,
        };

    [Fact]
    public async Task What_is_written_is_what_is_read()
    {
        var force = await Force.Found();

        foreach (var (number, member) in OneMember.Sample(60, 12).Index())
        {
            var written = member with { Tenant = force.Tenant, Id = new MemberId($"{number}-{member.Id}"[..Math.Min(64, member.Id.Value.Length + 2)]) };
            await force.Members.Add(written, default);
            var read = (await force.Members.Get(force.Tenant, written.Id, default))!.Value;

            Assert.Equal(written with { Grants = [] }, read with { Grants = [] });
            Assert.Equal(written.Grants.AsEnumerable(), read.Grants.AsEnumerable());
        }
    }

    [Fact]
    public async Task A_member_with_the_most_grants_over_the_most_channels_fits()
    {
        var force = await Force.Found();
        var channels = Scope.Of(Enumerable.Range(0, Scope.MostChannels / 10).Select(number => new ChannelId($"{number:D26}")));
        var grants = Enumerable.Range(0, Member.MostGrants).Select(number => new Grant(new GrantId($"g{number}"), Role.Author, channels, null, null));

        var added = await force.Members.Add(force.Person("busy", MemberState.Active, [.. grants]), default);

        Assert.True(added);
    }
}
