using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Domain;
using CrowdControl.Functions.Auditing.Log;
using CrowdControl.Functions.Auditing.Seals;
using CrowdControl.Functions.Auditing.Sheets;
using CrowdControl.LocalRuntime.Tests;
using CrowdControl.Tests.Auditing.Anchors;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Tests.AuditLog.Witnessing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrowdControl.Tests.Auditing.Sheets;

public sealed class SheetDeskTests
{
    private readonly PushedClock _clock = new(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task After_midnight_the_day_is_sealed_and_its_sheet_made_once_with_the_witnesses_signatures()
    {
        await using var witness = await Honest();
        await using var record = await WitnessedRecord.Of(_clock, witness);
        await record.Tick();
        _clock.Push(TimeSpan.FromDays(1));

        await Close(record);
        var sheet = Done(await Sheets(record).Read(await record.Force.Call("elin"), "2026-11-02", default));
        await record.Tick();
        await Close(record);

        Assert.Equal(await record.Stored("log1/day/20261102.txt"), sheet.ToBytes());
        Assert.Equal([new DateOnly(2026, 11, 2)], await Sheets(record).Days(record.Force.Tenant, default));
        var log = await record.Logs.Of(record.Force.Tenant, default);
        Assert.Equal((await TestLog.Roots(log))[(int)sheet.Checkpoint.Size], sheet.Checkpoint.Root);
        var policy = TrustPolicy.Parse(await record.Policies.Write(record.Force.Tenant, default));
        Assert.True(policy.Verify(sheet.Note!).QuorumReached);
        Assert.True((await new SealTable(record.Force.Tables).Read(record.Force.Tenant, RecordLogs.First, default)).Newest!.Index < (long)sheet.Checkpoint.Size);
        Assert.Empty((await record.Verified()).Findings);
    }

    [Fact]
    public async Task The_day_that_goes_on_has_an_interim_sheet_other_days_have_none_and_looking_is_recorded_once()
    {
        await using var record = await WitnessedRecord.Of(_clock);
        await record.Tick();
        var (sheets, elin) = (Sheets(record), await record.Force.Call("elin"));

        var now = Done(await sheets.Read(elin, "2026-11-02", default));
        await sheets.Read(elin, "2026-11-02", default);

        Assert.Equal((1UL, false), (now.Checkpoint.Size, sheets.IsFinal(now)));
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(SheetPaper.Print(now, final: false)), StringComparison.Ordinal);
        foreach (var none in new[] { "2026-11-01", "2026-11-03", "2026-11-2", "now" })
            Assert.IsType<Refusal.NotFound>(Assert.IsType<Outcome<DaySheet>.Refused>(await sheets.Read(elin, none, default)).Why);
        var seen = (await RecordReading.All(record.Logs, record.Force.Secrets, record.Force.Tenant)).Where(entry => entry.Act == "sheet.viewed");
        Assert.Equal("2026-11-02", Assert.Single(seen).Subject.Id);
    }

    [Fact]
    public async Task A_changed_sheet_is_not_shown_as_if_it_were_true()
    {
        await using var record = await WitnessedRecord.Of(_clock);
        await record.Tick();
        var (_, store) = await record.Logs.Opened(record.Force.Tenant, default);
        await store.Create(CrowdControl.AuditLog.Journal.LogArea.Anchors, "log1/day/20261101.txt", "nothing like it\n"u8.ToArray(), default);

        await Assert.ThrowsAsync<CrowdControl.AuditLog.Journal.LogStopped>(async () =>
            await Sheets(record).Read(await record.Force.Call("elin"), "2026-11-01", default));
    }

    [Theory, InlineData(0), InlineData(3), InlineData(40)]
    public async Task What_the_code_on_the_sheet_holds_is_read_back_by_code_of_other_authors(int witnesses)
    {
        var sheet = await Sheet(witnesses);

        var read = Encoding.UTF8.GetBytes(Decoded(SheetCode.Of(sheet)));

        var expected = witnesses < 20 ? sheet : sheet with { Note = new SignedNote(sheet.Note!.Text, [sheet.Note.Signatures[0]]) };
        Assert.Equal(expected.ToBytes(), read);
        Assert.Equal(sheet.Checkpoint, DaySheet.Parse(read).Checkpoint);
    }

    internal static async Task<DaySheet> Sheet(int witnesses)
    {
        var signed = new Checkpoint(TestLog.Origin, 90210, Digest.FromHex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        var note = await CheckpointSigning.Sign(signed, [TestLog.Signer], default);
        for (byte i = 0; i < witnesses; i++)
            note = note.With(Cosignature.Sign($"witness{i}.example", [.. Enumerable.Repeat(i, 32)], note.Text, DateTimeOffset.UnixEpoch.AddYears(56)));
        return DaySheet.Of(new DateOnly(2026, 11, 2), note);
    }

    /// <summary>By ZXing, off a picture of it.</summary>
    private static string Decoded(SheetCode code)
    {
        const int scale = 4;
        var (side, grey) = (code.Size * scale, new byte[code.Size * scale * code.Size * scale]);
        for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++) grey[(y * side) + x] = code.Dark(y / scale, x / scale) ? (byte)0 : (byte)255;
        var reader = new ZXing.BarcodeReaderGeneric
        {
            Options = new ZXing.Common.DecodingOptions { CharacterSet = "UTF-8", PureBarcode = true, PossibleFormats = [ZXing.BarcodeFormat.QR_CODE] },
        };
        return reader.Decode(new ZXing.RGBLuminanceSource(grey, side, side, ZXing.RGBLuminanceSource.BitmapFormat.Gray8)).Text;
    }

    private static SheetDesk Sheets(WitnessedRecord record) =>
        new(record.Logs, new SealTable(record.Force.Tables), record.Anchors, record.Trail, record.Clock);

    private static async Task Close(WitnessedRecord record)
    {
        var table = new SealTable(record.Force.Tables);
        var seals = new SealDesk(record.Logs, table, record.Trail, record.Clock);
        await seals.SealDay(record.Force.Tenant, default);
        Assert.NotNull(await Sheets(record).Make(record.Force.Tenant, default));
    }

    private Task<ScriptedWitness> Honest() => ScriptedWitness.Start((witness, request, http) =>
        ScriptedWitness.Say(http, 200, witness.Sign(request.Note.Text, _clock.GetUtcNow()).ToLine()));

    private static DaySheet Done(Outcome<DaySheet> outcome) => Assert.IsType<Outcome<DaySheet>.Done>(outcome).Value;
}
