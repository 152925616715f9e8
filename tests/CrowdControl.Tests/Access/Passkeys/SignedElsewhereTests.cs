using System.Buffers.Text;
using System.Text;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Domain.Evidence;
using CrowdControl.Functions.Access.Passkeys;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Evidence;
using CrowdControl.Functions.Evidence.Keeping;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.AuditLog.Officers;
using CrowdControl.Tests.Disclosing;
using CrowdControl.Tests.Evidence;
using CrowdControl.Tests.Publishing;
using static CrowdControl.Tests.Evidence.EvidenceRoom;

namespace CrowdControl.Tests.Access.Passkeys;

/// <summary>Acts beside posts that an officer signs: nothing is done when they are asked about, and the entry says who signed.</summary>
[Collection("evidence")]
public sealed class SignedElsewhereTests : IDisposable
{
    private readonly SoftPasskey _passkey = new() { Party = "wexmoor.test", Origin = "https://wexmoor.test" };

    public void Dispose() => _passkey.Dispose();

    [Fact]
    public async Task A_hold_is_placed_once_it_is_signed()
    {
        await using var room = await EvidenceRoom.Open();
        var (folder, hold) = (await room.OpenCase(), new HoldId(room.Wish().IdFor("hold")));
        await Hold(room.Of<PasskeyTable>(), room.Officer);

        await Signed(room.Officer, by => room.Of<Holds>().Place(by, folder.Id, hold, null, "Order of the Crown Court", default),
            async () => Assert.Empty(await room.Of<Holds>().OpenOn(room.Tenant, folder.Id, default)));

        Assert.Single(await room.Of<Holds>().OpenOn(room.Tenant, folder.Id, default));
        Assert.Equal("fido2", (await room.Record()).Single(entry => entry.Act == "hold.set").Actor.Method);
    }

    [Fact]
    public async Task The_second_yes_to_an_erasure_destroys_once_it_is_signed()
    {
        await using var room = await EvidenceRoom.Open();
        var asked = await room.HalfApproved(await room.Exhibit());
        await Hold(room.Of<PasskeyTable>(), room.Owner);

        await Signed(room.Owner, by => room.Of<ErasureDesk>().Decide(by, asked.Id, asked.Removal!.Id, true, "I agree.", default),
            async () => Assert.Equal(ExhibitState.Kept, (await room.Now(asked)).State));

        Assert.Equal(ExhibitState.Destroyed, (await room.Now(asked)).State);
        Assert.Equal(["oidc", "fido2"], (await room.Record()).Where(entry => entry.Act == "erasure.approved").Select(entry => entry.Actor.Method));
    }

    [Fact]
    public async Task A_disclosure_is_asked_for_and_approved_once_each_is_signed()
    {
        await using var room = await DisclosureRoom.Open();
        await room.Happen(1);
        var key = new Intent(AzuriteStorage.FreshName("key"));
        await Hold(room.Get<PasskeyTable>(), room.Dora);

        var pack = await Signed(room.Dora, by => room.Desk.Ask(by, key, room.Request(), default),
            async () => Assert.Empty((await room.Desk.List(room.Dora, new Paging(null, 50), default)).Items));
        using var frans = new SoftPasskey { Party = _passkey.Party, Origin = _passkey.Origin };
        await Hold(room.Get<PasskeyTable>(), room.Fran, frans);
        await Signed(room.Fran, by => room.Desk.Approve(by, pack.Id, room.Nobody, default), () => Task.CompletedTask, frans);

        var acts = (await room.Record()).Where(entry => entry.Act is "disclosure.requested" or "disclosure.approved");
        Assert.Equal(["fido2", "fido2"], acts.Select(entry => entry.Actor.Method));
    }

    private async Task Hold(PasskeyTable table, Caller caller, SoftPasskey? passkey = null)
    {
        passkey ??= _passkey;
        Assert.True(await table.Add(
            caller.Tenant, new Passkey(caller.Member.Id, "Desk", passkey.Id, passkey.Key, passkey.Party, false, caller.At), default));
    }

    private async Task<T> Signed<T>(Caller caller, Func<Caller, Task<Outcome<T>>> act, Func<Task> nothing, SoftPasskey? passkey = null)
    {
        var asked = Assert.IsType<SignatureAsked>((await act(caller with { Signature = ActSignature.Ask })).Why()).Signing;
        await nothing();
        var assertion = (passkey ?? _passkey).Sign((passkey ?? _passkey).ClientData("webauthn.get", Base64Url.DecodeFromChars(asked.Challenge)));
        var header = $"{asked.Id}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(assertion.ToText()))}";
        return Granted(await act(caller with { Signature = header }));
    }
}
