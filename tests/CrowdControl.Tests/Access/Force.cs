using Azure.Core;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Index;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Secrets;
using CrowdControl.Functions.Auditing.Signing;
using CrowdControl.Functions.Auditing.Views;
using CrowdControl.Functions.Channels;
using CrowdControl.Functions.Harvesting;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Auditing;
using Microsoft.Extensions.Configuration;

namespace CrowdControl.Tests.Access;

/// <summary>One invented organisation on the shared storage emulator, with its own members and its own record.</summary>
internal sealed class Force
{
    public const string Directory = "11111111-2222-3333-4444-555555555555";
    private static int _forces;

    private Force(StorageClients storage, TimeProvider clock, string name, string administrator)
    {
        (Storage, Clock) = (storage, clock);
        Tables = new Tables(storage);
        Secrets = new SecretTable(Tables, new WrappingKey(Tables, TestVault.Client));
        Logs = new RecordLogs(
            storage, new HeadTable(Tables), new IndexTable(Tables), new IndexTerms(Tables), Secrets, new SigningKeys(TestVault.Audit, TestVault.Client),
            new KeyTable(Tables), TestVault.Audit, clock);
        Trail = new AuditTrail(Logs, Secrets, clock);
        Views = new ViewLog(new ViewTable(Tables), Trail, clock);
        Keys = new KeyRotation(Logs, Trail, new SigningKeys(TestVault.Audit, TestVault.Client), new KeyTable(Tables), clock);
        Identities = new IdentityTable(Tables);
        Members = new MemberTable(Tables);
        var settings = new SetUpSettings(name, Directory, administrator);
        Roster = new Roster(Identities, Members, new FirstSetUp(settings, Identities, Members, Trail, clock), Trail, clock);
        Tenant = new TenantId(name);
        var change = new RoleChange(Members, Trail);
        Channels = new ChannelTable(Tables);
        Harvest = new HarvestHealth(new SourceTable(Tables));
        MemberDesk = new MemberDesk(Members, Identities, change, Trail);
        GrantDesk = new GrantDesk(change, new ChannelRegister(Channels, null!, Harvest, Trail, clock));
    }

    public StorageClients Storage { get; }

    public TimeProvider Clock { get; }

    public RecordLogs Logs { get; }

    public SecretTable Secrets { get; }

    public AuditTrail Trail { get; }

    public ViewLog Views { get; }

    public KeyRotation Keys { get; }

    public IndexRebuild Rebuild => new(Logs, new IndexTable(Tables), Trail);

    public Tables Tables { get; }

    public IdentityTable Identities { get; }

    public MemberTable Members { get; }

    public Roster Roster { get; }

    public TenantId Tenant { get; }

    public ChannelTable Channels { get; }

    public HarvestHealth Harvest { get; }

    public MemberDesk MemberDesk { get; }

    public GrantDesk GrantDesk { get; }

    public static async Task<Force> Found(TimeProvider? clock = null)
    {
        var storage = StorageOf(await AzuriteStorage.ConnectionString());
        var name = $"force-{Environment.ProcessId}-{Interlocked.Increment(ref _forces)}";
        var force = new Force(storage, clock ?? TimeProvider.System, name, "nobody");
        var administrator = force.Person("elin", MemberState.Active, new Grant(new GrantId("g-elin"), Role.Administrator, Scope.Everything, null, null));
        await force.Members.Found(new Organisation(force.Tenant, name), administrator, default);
        await force.Let(administrator);
        return force;
    }

    /// <summary>The same stores and settings in another process, as far as memory goes.</summary>
    public static Force Fresh(StorageClients storage, string name, string administrator) => new(storage, TimeProvider.System, name, administrator);

    public static StorageClients StorageOf(string connection) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Storage", connection)]).Build(),
        DelegatedTokenCredential.Create((_, _) => throw new InvalidOperationException("Storage is reached by its connection string here.")));

    public async Task<Caller> Add(string key, params Grant[] grants)
    {
        var member = Person(key, MemberState.Active, grants);
        await Members.Add(member, default);
        await Let(member);
        return new Caller(new Organisation(Tenant, Tenant.Value), member, Clock.GetUtcNow());
    }

    public async Task<Caller> Call(string key) => await Roster.Find(Directory, ObjectId(key), default)
        ?? throw new InvalidOperationException($"{key} was not let in.");

    public string ObjectId(string key) => $"{Tenant}-{key}";

    public Member Person(string key, MemberState state, params Grant[] grants) =>
        new(Tenant, new MemberId(key), key, null, MemberKind.Person, state, Directory, ObjectId(key), [.. grants]);

    /// <summary>Names of everything recorded, in order.</summary>
    public async Task<IReadOnlyList<string>> Recorded() => [.. (await RecordReading.All(Logs, Secrets, Tenant)).Select(entry => entry.Details[AuditLeaf.EntryName])];

    private Task<Place> Let(Member member) => Identities.Claim(Directory, member.ObjectId, new Place(Tenant, member.Id), default);
}
