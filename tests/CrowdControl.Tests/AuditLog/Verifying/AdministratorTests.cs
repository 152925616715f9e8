using System.Text.Json;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Officers;
using CrowdControl.AuditLog.Packs;
using CrowdControl.Tests.AuditLog.Officers;
using CrowdControl.Tests.AuditLog.Packs;
using CrowdControl.Tests.AuditLog.Sequencing;
using CrowdControl.Verify;

namespace CrowdControl.Tests.AuditLog.Verifying;

/// <summary>
/// Goal G10. An administrator with every right over storage and with the log's signing key tries the twelve attacks of the audit log's design,
/// in its order and by its names. A stranger runs the offline verifier on what was handed over, with the trust policy and one file that the
/// witness kept, and nothing else. The honest log has twelve entries; sizes 4, 8 and 12 were signed and cosigned.
/// </summary>
[Trait("Goal", "G10")]
public sealed class AdministratorTests : IDisposable
{
    private const ulong None = ulong.MaxValue;
    private static readonly string[] Honest = [.. Enumerable.Range(0, 12).Select(i => $"e{i}")];
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;
    private int _files;

    /// <summary>The attack, and the first entry that the verifier names: of a cut log and of a fork the first that the witness knows of and that
    /// is not there. None where the seal says no more than that one is missing.</summary>
    public static TheoryData<string, ulong> Attacks => new()
    {
        { "edit", 5 },
        { "delete", 5 },
        { "reorder", 5 },
        { "insert", 5 },
        { "cut the tail", 6 },
        { "restore an old copy", 8 },
        { "rebuild and re-sign", 0 },
        { "fork", 10 },
        { "impersonate", 2 },
        { "backdate", 0 },
        { "withhold from a pack", None },
        { "destroy a salt early", 3 },
    };

    [Fact]
    public void G10_The_attacks_are_the_twelve_of_the_design() => Assert.Equal(12, Attacks.Select(attack => (string)attack[0]).Distinct().Count());

    [Theory, MemberData(nameof(Attacks))]
    public async Task G10_The_administrator_is_caught(string attack, ulong firstBad)
    {
        var handedOver = await Try(attack);

        var answer = Verify(handedOver);

        Assert.Equal((1, "invalid", firstBad), answer);
    }

    /// <summary>What else may be tried without the officer's passkey: where the passkey is none that the pack shows to be registered, the
    /// verifier cannot say whose it is, and does not call the pack valid.</summary>
    [Theory, InlineData(By.AnotherAct, 1, "invalid", 2), InlineData(By.Nobody, 2, "incomplete", None)]
    public void G10_Nobody_else_signs_for_an_officer(By signing, int code, string verdict, ulong firstBad) =>
        Assert.Equal((code, verdict, firstBad), Verify(Approved(signing)));

    [Theory]
    [InlineData("one entry"), InlineData("twelve entries"), InlineData("a full tile and more"), InlineData("a witness that is behind")]
    [InlineData("sealed streams"), InlineData("an officer's own signature"), InlineData("a pack"), InlineData("a pack with a value withheld")]
    [InlineData("a pack after an erasure"), InlineData("a pack of a stream without entries"), InlineData("a pack with an officer's own signature")]
    [InlineData("as of an hour later")]
    public async Task G10_A_clean_log_raises_no_alarm(string shape)
    {
        var handedOver = await Clean(shape);

        var answer = Verify(handedOver);

        Assert.Equal((0, "valid", None), answer);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<string[]> Try(string attack)
    {
        switch (attack)
        {
            // Whoever edits in place can make entries and journal agree with each other, but not with the hashes that were signed.
            case "edit": return await InPlace(history => history[5] = "forged");
            case "delete": return await InPlace(history => { history.RemoveAt(5); history.Add("filler"); });
            case "reorder": return await InPlace(history => (history[5], history[6]) = (history[6], history[5]));
            case "insert": return await InPlace(history => { history.Insert(5, "slipped in"); history.RemoveAt(12); });
            case "cut the tail": return await Beside(await Kept(Honest), Honest[..6]);
            case "restore an old copy":
                await using (var log = await Written(Honest[..8]))
                {
                    var old = await Copy(log);
                    await log.Append(4, "later");
                    await log.Publish();
                    return Log(old, Witness(log.Kept!));
                }
            // From here on all of it is made anew and signed again: by itself it is a log like any other.
            case "rebuild and re-sign": return await Beside(await Kept(Honest), Changed(history => history[5] = "forged"));
            case "backdate":
                return await Beside(await Kept(Honest), Changed(history => { history.Insert(2, history[10]); history.RemoveAt(11); }));
            case "fork":
                await using (var hidden = await Written(Honest))
                {
                    await using var shown = await Written([.. Honest[..8], "another", "history"], witnessed: false);
                    var directory = await Copy(shown);
                    // Two parties who lay side by side what each was given need no witness.
                    Assert.Equal(1, Run("fork", directory, await hidden.Export(), "--policy", Policy()).Code);
                    return Log(directory, Witness(hidden.Kept!));
                }
            // The administrator has a passkey, and signs with it in the officer's name.
            case "impersonate": return Approved(By.Colleague);
            case "withhold from a pack":
                var made = MadePack.Of(20);
                var payload = made.Payload();
                foreach (var name in new[] { PackPath.Entry(7), PackPath.Proof(7), PackPath.Disclosures(7) }) Assert.True(payload.Remove(name));
                return Pack(made, payload);
            case "destroy a salt early":
                var log6 = MadePack.Of(6);
                log6.Values[3].Clear();
                return Pack(log6, log6.Payload());
            default: throw new ArgumentException(attack);
        }
    }

    private async Task<string[]> Clean(string shape)
    {
        switch (shape)
        {
            case "one entry": return await Whole(Honest[..1]);
            case "twelve entries": return await Whole(Honest);
            case "as of an hour later": return [.. await Whole(Honest), "--as-of", "2026-11-02T10:00:00Z"];
            case "a full tile and more":
                await using (var log = new WitnessedLog())
                {
                    await log.AppendMany(600);
                    await log.Publish();
                    return Log(await Copy(log), Witness(log.Kept!));
                }
            case "a witness that is behind":
                await using (var log = await Written(Honest))
                {
                    var early = Witness(log.Kept!);
                    await log.Append(4, "later");
                    await log.Publish();
                    return Log(await Copy(log), early);
                }
            case "sealed streams":
                await using (var log = await Written(Honest))
                {
                    await log.Seal();
                    await log.Publish();
                    return Log(await Copy(log), Witness(log.Kept!));
                }
            case "an officer's own signature":
                using (var passkey = new SoftPasskey())
                {
                    await using var log = new WitnessedLog();
                    await log.Append(CrowdControl.AuditLog.Sequencing.Entry.Of(Registration(passkey), "user:b81d"));
                    await log.Append(CrowdControl.AuditLog.Sequencing.Entry.Of(Signed(passkey, out _), MadePack.Stream));
                    await log.Publish();
                    return Log(await Copy(log), Witness(log.Kept!));
                }
            case "a pack":
                var made = MadePack.Of(20);
                return Pack(made, made.Payload());
            case "a pack with a value withheld":
                var withheld = MadePack.Of(6);
                var payload = withheld.Payload();
                payload[PackPath.Redactions] = PackRedactions.ToBytes([new PackRedaction(1, "reason", "third-party", "DPA 2018, s. 45")]);
                payload.Remove(PackPath.Disclosures(1));
                return Pack(withheld, payload);
            case "a pack after an erasure":
                var erased = MadePack.Of(6);
                var field = new ErasedField(3, "reason", Leaf.Parse(erased.Leaf(3)).Draft.Details["reason"]);
                erased.Values[3].Clear();
                erased.Add(MadePack.Draft(ErasedField.LeafType, "1", "case", "7") with
                {
                    Details = new Dictionary<string, Commitment> { [field.Name] = field.Commitment },
                }, MadePack.Stream);
                return Pack(erased, erased.Payload());
            case "a pack of a stream without entries":
                var other = MadePack.Of(20);
                return Pack(other, other.Payload("acct:none"));
            case "a pack with an officer's own signature": return Approved(By.Officer);
            default: throw new ArgumentException(shape);
        }
    }

    /// <summary>The honest log's hashes and signatures, and entries and journal of another history.</summary>
    private async Task<string[]> InPlace(Action<List<string>> change)
    {
        await using var honest = await Written(Honest);
        await using var forged = await Written(Changed(change), witnessed: false);
        var (directory, other) = (await Copy(honest), await forged.Export());
        foreach (var part in new[] { "tile/entries/000.p/12", "seg/000000000000.paj" })
            File.Copy(Path.Combine(other, part), Path.Combine(directory, part), overwrite: true);
        return Log(directory, Witness(honest.Kept!));
    }

    private async Task<string[]> Beside(string kept, string[] history)
    {
        await using var log = await Written(history, witnessed: false);
        return Log(await Copy(log), kept);
    }

    private async Task<string[]> Whole(string[] history)
    {
        await using var log = await Written(history);
        return Log(await Copy(log), Witness(log.Kept!));
    }

    private async Task<string> Kept(string[] history)
    {
        await using var log = await Written(history);
        return Witness(log.Kept!);
    }

    private static async Task<WitnessedLog> Written(string[] names, bool witnessed = true)
    {
        var log = new WitnessedLog(witnessed);
        foreach (var (i, name) in names.Index())
        {
            await log.Append(TestLog.Entry(name, $"acct:{name.Length % 3}{name[^1] % 3}"));
            if (i % 4 == 3) await log.Publish();
        }
        await log.Publish();
        return log;
    }

    private static string[] Changed(Action<List<string>> change)
    {
        var history = Honest.ToList();
        change(history);
        return [.. history];
    }

    /// <summary>Who signs for the officer u:b81d.</summary>
    public enum By
    {
        /// <summary>The officer.</summary>
        Officer,

        /// <summary>Somebody else with a passkey of their own.</summary>
        Colleague,

        /// <summary>The officer, but something else.</summary>
        AnotherAct,

        /// <summary>A passkey that nobody registered.</summary>
        Nobody,
    }

    private string[] Approved(By signing)
    {
        using SoftPasskey officers = new(), others = new();
        var made = MadePack.Of(0);
        var administrator = new LeafActor("u:ad01", "administrator", "fido2");
        ulong[] registered =
        [
            made.Add(Registration(officers), "user:b81d"),
            made.Add(Registration(signing == By.Nobody ? new SoftPasskey() : others) with { Actor = administrator }, "user:ad01"),
        ];
        var draft = Signed(signing is By.Officer or By.AnotherAct ? officers : others, out var shown);
        var index = made.Add(signing == By.AnotherAct ? draft with { Outcome = "refused" } : draft, MadePack.Stream);
        made.Values[index] = [shown];
        var payload = made.Payload();
        foreach (var one in registered) made.Show(payload, one, Checkpoint.Parse(SignedNote.Parse(payload[PackPath.Checkpoint]).Text).Size);
        return Pack(made, payload);
    }

    private static LeafDraft Registration(SoftPasskey passkey) =>
        MadePack.Draft(RegisteredKeys.Registered, passkey.Key.Name, RegisteredKeys.Kind, RegisteredKeys.IdOf(passkey.Key, SoftPasskey.Site));

    private static LeafDraft Signed(SoftPasskey passkey, out PackDisclosure shown)
    {
        var draft = MadePack.Draft("post.approved", "77aa", "submission", "77aa");
        shown = new PackDisclosure(OfficerAssertion.Name, new byte[32], passkey.Sign(draft).ToText());
        return draft with { Assertion = Commitment.Make(shown.Salt.Span, shown.Name, shown.Value) };
    }

    private string[] Log(string directory, string kept) => ["log", directory, "--policy", Policy(), "--witness", kept];

    private string[] Pack(MadePack made, SortedDictionary<string, byte[]> payload)
    {
        var zip = Bytes(made.Export(payload));
        return ["pack", zip, "--policy", Policy(), "--witness", Witness(made.Note(made.Size))];
    }

    /// <summary>An export that outlives its log.</summary>
    private async Task<string> Copy(WitnessedLog log)
    {
        var (from, to) = (await log.Export(), Path.Combine(_directory, $"{_files++}"));
        foreach (var file in Damage.Files(from))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }

    private string Policy() => Bytes(System.Text.Encoding.UTF8.GetBytes(WitnessedLog.PolicyText));

    private string Witness(SignedNote kept) => Bytes(kept.ToBytes());

    private string Bytes(byte[] bytes)
    {
        var file = Path.Combine(_directory, $"{_files++}");
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static (int Code, string Verdict, ulong FirstBad) Verify(string[] handedOver)
    {
        var (code, text) = Run([.. handedOver, "--json"]);
        var answer = JsonDocument.Parse(text).RootElement;
        return (code, answer.GetProperty("verdict").GetString()!, answer.TryGetProperty("firstBadIndex", out var bad) ? bad.GetUInt64() : None);
    }

    private static (int Code, string Text) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return (Verifier.Run(arguments, output), output.ToString());
    }
}
