using System.Globalization;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Verifying;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>Goals G8, G9 and the two attacks of G10 that take a pack: withhold an entry, destroy a salt early.</summary>
public class WithheldTests
{
    private static bool Long => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";

    [Fact, Trait("Goal", "G8")]
    public void G8_Each_entry_that_is_left_out_of_any_of_a_thousand_streams_is_missed()
    {
        const int Streams = 1_000, Each = 100;
        var seal = new StreamSeal(Enumerable.Range(0, Streams).Select(s => new SealItem($"acct:{s}", Each - 1, (Each - 1) * Streams + s)));
        var statement = new SealStatement(new DateOnly(2026, 11, 2), Streams * Each, Streams, seal.Root);
        var (missed, added) = (0, 0);

        for (var s = 0; s < Streams; s++)
        {
            var proof = seal.Prove($"acct:{s}")!;
            proof.Check(statement);
            var statements = new PackStreams(Streams * Each, [proof], []);
            added = Math.Max(added, statements.Items().Length + statements.Proofs().Length);
            var entries = Enumerable.Range(0, Each).Select(n => ((ulong)(n * Streams + s), new StreamPlace($"acct:{s}", n, n == 0 ? -1 : (n - 1) * Streams + s)))
                .ToList();
            StreamCompleteness.Check(proof.Item, entries);
            for (var n = 0; n < Each; n++)
            {
                var removed = entries[n];
                entries.RemoveAt(n);
                if (Throws(() => StreamCompleteness.Check(proof.Item, entries))) missed++;
                entries.Insert(n, removed);
            }
        }

        Assert.Equal(Streams * Each, missed);
        Assert.True(added + 2 * (ZipLayout.LocalSize + ZipLayout.CentralSize + 67 + 3 * 32) <= 5 * 1024, $"A statement adds {added} bytes.");
    }

    [Fact, Trait("Goal", "G8")]
    public void G8_G10_A_pack_made_anew_without_one_entry_by_somebody_who_may_sign_everything_is_refused()
    {
        var made = MadePack.Of(20);
        var payload = made.Payload();
        Assert.Empty(MadePack.Verify(made.Export(payload)).Findings);

        foreach (var index in payload.Keys.Select(PackName.Parse).Select(name => name!.Index).OfType<ulong>().Distinct().ToList())
        {
            var less = new SortedDictionary<string, byte[]>(payload, payload.Comparer);
            foreach (var name in new[] { PackPath.Entry(index), PackPath.Proof(index), PackPath.Disclosures(index) }) less.Remove(name);
            Assert.Equal(Gravity.Wrong, MadePack.Verify(made.Export(less)).Gravest);
        }
    }

    [Fact]
    public void A_stream_without_entries_is_shown_to_be_absent()
    {
        var made = MadePack.Of(20);
        var payload = made.Payload("acct:none");

        Assert.Equal(["acct:none"], MadePack.Verify(made.Export(payload)).Complete);
        made.Show(payload, 1, Checkpoint.Parse(SignedNote.Parse(payload[PackPath.Checkpoint]).Text).Size);
        Assert.Equal(["acct:none"], MadePack.Verify(made.Export(payload)).Complete);
    }

    [Fact, Trait("Goal", "G9")]
    public void G9_After_erasure_every_proof_holds_and_no_dictionary_confirms_a_value()
    {
        var (items, words) = Long ? (10_000, 1_000_000) : (500, 10_000);
        var made = MadePack.Of(0);
        for (var i = 0; i < items; i++) made.Add("post.rejected", MadePack.Stream, $"{i}", ("reason", Word(i * (words / items))));
        var salts = made.Values.ToDictionary(entry => entry.Key, entry => entry.Value[0]);
        // What is left after erasure: the entries alone.
        made.Values.Clear();
        var (tree, dump) = (new MemoryTree(), new HashSet<Commitment>());
        for (var i = 0UL; i < made.Size; i++)
        {
            tree.Add(TreeHash.Leaf(made.Leaf(i)));
            dump.UnionWith(Leaf.Parse(made.Leaf(i)).Draft.Details.Values);
        }

        for (var i = 0UL; i < made.Size; i++)
            InclusionProof.Check(i, made.Size, TreeHash.Leaf(made.Leaf(i)), tree.Prove(i, made.Size), tree.Root());
        var confirmed = 0;
        var zero = new byte[32];
        for (var w = 0; w < words; w++)
            if (dump.Contains(Commitment.Make(zero, "reason", Word(w)))
                || dump.Contains(new Commitment(new Digest(System.Security.Cryptography.SHA256.HashData(CanonicalJson.Write(JsonItem.Of("reason", Word(w)))))))) confirmed++;
        Assert.Equal(0, confirmed);
        Assert.All(salts, salt => Assert.Contains(Commitment.Make(salt.Value.Salt.Span, "reason", Word((int)salt.Key * (words / items))), dump));
    }

    [Fact, Trait("Goal", "G10")]
    public void G10_A_salt_destroyed_early_leaves_a_commitment_that_nothing_covers()
    {
        var made = MadePack.Of(6);
        var (index, commitment) = (3UL, Leaf.Parse(made.Leaf(3)).Draft.Details["reason"]);
        made.Values[index].Clear();

        var early = MadePack.Verify(made.Export(made.Payload()));
        Assert.Equal((Gravity.Wrong, index), (early.Gravest, early.FirstBad));

        var erased = new ErasedField(index, "reason", commitment);
        made.Add(MadePack.Draft(ErasedField.LeafType, "1", "case", "7") with
        {
            Details = new Dictionary<string, Commitment> { [erased.Name] = commitment },
        }, MadePack.Stream);
        Assert.Empty(MadePack.Verify(made.Export(made.Payload())).Findings);

        var payload = made.Payload();
        payload[PackPath.Redactions] = PackRedactions.ToBytes([new PackRedaction(1, "reason", "third-party", "DPA 2018, s. 45")]);
        payload.Remove(PackPath.Disclosures(1));
        Assert.Empty(MadePack.Verify(made.Export(payload)).Findings);
    }

    [Fact]
    public void What_a_witness_or_an_earlier_pack_holds_is_compared_and_a_record_written_anew_is_found()
    {
        var (made, forged) = (MadePack.Of(20), MadePack.Of(20, "forged"));
        var kept = new HeldCheckpoint("kept", made.Note(10));
        var terms = MadePack.Terms with { Held = [kept] };

        Assert.Equal(Gravity.Lacking, MadePack.Verify(made.Export(made.Payload()), terms).Gravest);
        foreach (var (log, gravest) in new[] { (made, (Gravity?)null), (forged, Gravity.Wrong) })
        {
            var payload = log.Payload();
            var size = Checkpoint.Parse(SignedNote.Parse(payload[PackPath.Checkpoint]).Text).Size;
            payload[PackPath.Consistency(10, size)] = log.GoesOnFrom(10, size).ToBytes();
            Assert.Equal(gravest, MadePack.Verify(log.Export(payload), terms).Gravest);
        }
    }

    [Fact]
    public void A_pack_whose_last_checkpoint_no_witness_signed_is_not_simply_valid()
    {
        var made = MadePack.Of(5);

        Assert.Equal(Gravity.Lacking, MadePack.Verify(made.Export(made.Payload(), cosigned: false)).Gravest);
    }

    private static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"word{number}");

    private static bool Throws(Action check)
    {
        try
        {
            check();
            return false;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
