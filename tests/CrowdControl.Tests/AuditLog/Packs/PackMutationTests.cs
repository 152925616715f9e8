using System.Globalization;
using CrowdControl.AuditLog.Packs;
using CrowdControl.AuditLog.Verifying;
using CrowdControl.AuditLog.Verifying.Packs;
using Xunit.Abstractions;

namespace CrowdControl.Tests.AuditLog.Packs;

/// <summary>Goal G2: whatever happens to a pack, nobody takes it for valid, nothing falls over, and the first bad entry is named.</summary>
[Trait("Goal", "G2")]
public class PackMutationTests(ITestOutputHelper output)
{
    private static bool Long => Environment.GetEnvironmentVariable("CROWDCONTROL_LONG") == "1";

    /// <summary>Every bit takes twelve hours of a processor: with CROWDCONTROL_PART=3/64 it is every 64th, from the fourth on, so that a
    /// night or several machines can share them.</summary>
    private static (long First, long Step) Part => Environment.GetEnvironmentVariable("CROWDCONTROL_PART")?.Split('/') is [var part, var parts]
        ? (long.Parse(part, CultureInfo.InvariantCulture), long.Parse(parts, CultureInfo.InvariantCulture))
        : (0, 1);

    [Fact]
    public void G2_No_flipped_bit_of_a_pack_of_a_thousand_entries_is_let_pass()
    {
        var made = MadePack.Of(1_000);
        var files = made.Bag(made.Payload());
        var zip = MadePack.Zip(files);
        Assert.Empty(MadePack.Verify(zip).Findings);
        var owners = Owners(files);
        var bits = (long)zip.Length * 8;
        Assert.True(bits >= 3_000_000);
        var (first, step) = Part;
        var (indexed, named, count) = (0L, 0L, Long ? (bits - first + step - 1) / step : 400);

        Parallel.For(0, 2, part =>
        {
            var (mine, random) = ((byte[])zip.Clone(), new Random(20261125 + part));
            for (long i = part; i < count; i += 2)
            {
                var bit = Long ? first + i * step : random.NextInt64(bits);
                mine[bit / 8] ^= (byte)(1 << (int)(bit % 8));
                var report = MadePack.Verify(mine);
                mine[bit / 8] ^= (byte)(1 << (int)(bit % 8));
                Assert.True(report.Gravest == Gravity.Wrong, $"Bit {bit} was let pass.");
                if (owners[bit / 8] is not { } index) continue;
                Interlocked.Increment(ref indexed);
                if (report.FirstBad == index) Interlocked.Increment(ref named);
            }
        });

        output.WriteLine($"{count} of {bits} bits, {indexed} of them in what belongs to an entry, of which {named} were named.");
        Assert.True(named >= 0.99 * indexed, $"Of {indexed} flips in what belongs to an entry {named} were named.");
    }

    [Fact]
    public void G2_No_structured_mutation_is_let_pass_however_much_of_the_bag_is_made_to_agree_with_it()
    {
        var (made, foreign) = (MadePack.Of(12), MadePack.Of(12, "foreign"));
        var (files, other) = (made.Bag(made.Payload()), foreign.Bag(foreign.Payload()));
        var stale = Stale();
        var names = files.Keys.ToList();
        Assert.Empty(MadePack.Verify(MadePack.Zip(files)).Findings);
        var (random, indexed, named) = (new Random(20261125), 0, 0);

        for (var i = 0; i < (Long ? 100_000 : 500); i++)
        {
            var (changed, name, second) = (new SortedDictionary<string, byte[]>(files, files.Comparer), Drawn(), Drawn());
            var kind = random.Next(8);
            switch (kind)
            {
                case 0: changed[name] = Flipped(changed[name]); break;
                case 1: changed[name] = changed[name][..random.Next(changed[name].Length)]; break;
                case 2: changed.Remove(name); break;
                case 3: (changed[name], changed[second]) = (changed[second], changed[name]); break;
                case 4: if (other.TryGetValue(name, out var bytes)) changed[name] = bytes; break;
                case 5: changed[name] = [.. changed[name], .. changed[random.Next(2) == 0 ? name : second]]; break;
                case 6: if (stale.TryGetValue(name, out var old)) changed[name] = old; break;
                default: changed[PackPath.Entry((ulong)random.Next(20, 90))] = changed[name]; break;
            }
            if (Same(changed, files)) continue;
            var relisted = random.Next(2) == 0 && Agrees(changed);
            if (Same(changed, files)) continue;
            var zip = MadePack.Zip(changed);

            var report = MadePack.Verify(zip);

            Assert.True(report.Gravest == Gravity.Wrong || (relisted && IsWithoutItsWitness(report)),
                $"Mutation {i} ({kind}, {name}, {second}, {relisted}) was let pass: {string.Join(' ', report.Findings)}");
            if (relisted || kind > 1 || PackName.Parse(name)!.Index is not { } index) continue;
            indexed++;
            if (report.FirstBad == index) named++;
        }
        Assert.True(named >= 0.99 * indexed, $"Of {indexed} changes to what belongs to an entry {named} were named.");

        string Drawn() => names[random.Next(names.Count)];

        byte[] Flipped(byte[] bytes)
        {
            var copy = (byte[])bytes.Clone();
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));
            return copy;
        }
    }

    [Fact]
    public void G2_A_pack_cut_anywhere_or_with_anything_before_or_after_it_is_refused()
    {
        var made = MadePack.Of(3);
        var zip = made.Export(made.Payload());

        for (var length = 0; length < zip.Length; length += Long ? 1 : 97)
            Assert.Equal(Gravity.Wrong, MadePack.Verify(zip[..length]).Gravest);
        Assert.Equal(Gravity.Wrong, MadePack.Verify([0, .. zip]).Gravest);
        Assert.Equal(Gravity.Wrong, MadePack.Verify([.. zip, 0]).Gravest);
        Assert.Equal(Gravity.Wrong, MadePack.Verify([.. zip, .. zip]).Gravest);
    }

    [Theory]
    [InlineData("../data/checkpoint"), InlineData("/etc/passwd"), InlineData("data/../bagit.txt"), InlineData("data\\checkpoint")]
    [InlineData("data/entries/1.json"), InlineData("data/entries/"), InlineData("data/evil.sh"), InlineData("C:checkpoint"), InlineData("data/Checkpoint")]
    [InlineData("data/anchors/ca/../x.pem"), InlineData("data/case/.."), InlineData("data/verifier/verify.sh"), InlineData("bagit.txt\0")]
    public void A_pack_holds_no_file_of_another_name(string name) => Assert.False(PackPath.IsKnown(name));

    /// <summary>Above the record's commitment stands only the checkpoint that holds it. Whoever strikes the witness's line out of that, or
    /// makes it a stranger's, which has to be passed over, has an incomplete pack.</summary>
    private static bool IsWithoutItsWitness(PackReport report) => report.Gravest == Gravity.Lacking
        && report.Findings.Any(finding => finding.Where == PackPath.Export && finding.What.Contains("not judged", StringComparison.Ordinal));

    /// <summary>The same pack as it would have been some entries earlier.</summary>
    private static SortedDictionary<string, byte[]> Stale()
    {
        var made = MadePack.Of(11);
        return made.Bag(made.Payload());
    }

    private static bool Agrees(SortedDictionary<string, byte[]> files)
    {
        try
        {
            MadePack.Relist(files);
            return true;
        }
        catch (Exception none) when (none is FormatException or KeyNotFoundException)
        {
            return false;
        }
    }

    private static bool Same(SortedDictionary<string, byte[]> one, SortedDictionary<string, byte[]> other) => one.Count == other.Count
        && one.All(file => other.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value));

    /// <summary>For each byte of the zip the entry to which it belongs.</summary>
    private static ulong?[] Owners(SortedDictionary<string, byte[]> files)
    {
        var owners = new List<ulong?>();
        foreach (var (name, bytes) in files)
            owners.AddRange(Enumerable.Repeat(PackName.Parse(name)!.Index, ZipLayout.LocalSize + name.Length + bytes.Length));
        foreach (var (name, _) in files)
            owners.AddRange(Enumerable.Repeat(PackName.Parse(name)!.Index, ZipLayout.CentralSize + name.Length));
        owners.AddRange(new ulong?[ZipLayout.EndSize]);
        return [.. owners];
    }
}
