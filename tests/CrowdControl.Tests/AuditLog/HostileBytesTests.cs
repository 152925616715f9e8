using System.Text;
using CrowdControl.AuditLog.Canonical;
using CrowdControl.AuditLog.Leaves;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Seals;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Leaves;
using CrowdControl.Tests.AuditLog.Notes;
using CrowdControl.Tests.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog;

/// <summary>Whatever the bytes, a parser returns or says in a FormatException what is wrong; nothing else comes out.</summary>
public class HostileBytesTests
{
    private const int Rounds = 1_000;

    [Fact]
    public void Leaves_and_JSON_survive() => Survives(LeafTests.Random(new Random(1)).ToBytes(), bytes =>
    {
        Quietly(() => Leaf.Parse(bytes));
        Quietly(() => CanonicalJson.ParseCanonical(bytes));
    });

    [Fact]
    public void Notes_and_keys_survive()
    {
        var keys = PublicNotes.Keys(PublicNotes.Peter, PublicNotes.Enoch, PublicNotes.Foo, PublicNotes.Rekor);
        Survives(PublicNotes.GoNote, bytes => Quietly(() => SignedNote.Parse(bytes).Verify(keys)));
        Survives(PublicNotes.RekorNote, bytes => Quietly(() => SignedNote.Parse(bytes).Verify(keys)));
        Survives(Encoding.UTF8.GetBytes(PublicNotes.Rekor), bytes => Quietly(() => VerifierKey.Parse(Loose(bytes))));
        Survives(Encoding.UTF8.GetBytes(PublicNotes.Foo), bytes => Quietly(() => VerifierKey.Parse(Loose(bytes))));
        Survives(Ed25519.PublicKey(new byte[32]), bytes => Quietly(() => new Ed25519Key(bytes).Verify(bytes, new byte[64])));
    }

    [Fact]
    public void Proofs_and_policies_survive()
    {
        var policy = Encoding.UTF8.GetBytes(
            $"# policy\nlog {PublicNotes.Rekor}\nwitness w {Cosignature.Key("w", new byte[32])} url\ngroup g 1 w\nquorum g\n"
            + $"#cc tsa {TreeHash.Empty} 9\n");
        var proof = new TlogProof(5, EightLeaves.Tree().Prove(5, 8), SignedNote.Parse(PublicNotes.RekorNote), new byte[9]);
        Survives(policy, bytes => Quietly(() => TrustPolicy.Parse(bytes)));
        var trust = TrustPolicy.Parse(policy);
        Survives(proof.ToBytes(), bytes => Quietly(() => TlogProof.Parse(bytes).Verify([1], trust)));
    }

    [Fact]
    public void Seals_paths_and_small_texts_survive()
    {
        var seal = new StreamSeal([new("acct:1", 2, 9), new("case:\"2", 0, 3)]);
        var statement = new SealStatement(new DateOnly(2026, 11, 2), 10, 2, seal.Root);
        Survives(seal.ToLines(), bytes => Quietly(() => StreamSeal.Parse(bytes)));
        Survives(Encoding.UTF8.GetBytes(statement.ToString()), bytes => Quietly(() => SealStatement.Parse(Loose(bytes))));
        Survives("tile/3/x001/x234/067.p/17"u8, bytes => Quietly(() => TilePath.Parse(Loose(bytes))));
        Survives("tile/entries/x001/067.p/17"u8, bytes => Quietly(() => TilePath.ParseBundle(Loose(bytes))));
        Survives("TwKix6eYWRGsAi7902L4PbRBOZ951nE3nwoRePb5rao"u8, bytes => Quietly(() => Commitment.Parse(Loose(bytes))));
        Survives("2026-11-02T09:15:27.480Z"u8, bytes => Timestamp.TryRead(bytes, out _));
        Survives(Convert.FromHexString("3006020101020101"), bytes => P256Signature.TryReadDer(bytes, new byte[64]));
    }

    /// <summary>Flips, cuts, doubles, drops and overwrites pieces, several at a time.</summary>
    private static void Survives(ReadOnlySpan<byte> good, Action<byte[]> parse)
    {
        var random = new Random(good.Length);
        byte[] spice = [0, 9, 10, 13, 32, (byte)'"', (byte)'\\', (byte)'{', (byte)'[', (byte)'+', (byte)'/', (byte)'=', 0x7f, 0x80, 0xe2, 0xff];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = good.ToArray().ToList();
            for (var change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
            {
                var (at, length) = (random.Next(bytes.Count), random.Next(1, 9));
                switch (random.Next(6))
                {
                    case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                    case 1: bytes[at] = spice[random.Next(spice.Length)]; break;
                    case 2: bytes.Insert(at, spice[random.Next(spice.Length)]); break;
                    case 3: bytes.RemoveRange(at, Math.Min(length, bytes.Count - at)); break;
                    case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(length * 8, bytes.Count - at))); break;
                    default: bytes.RemoveRange(at, bytes.Count - at); break;
                }
            }
            parse([.. bytes]);
        }
    }

    // As a caller that did not look decodes a file: halves and all.
    private static string Loose(byte[] bytes) => Encoding.UTF8.GetString(bytes).Replace('\ufffd', '\ud800');

    private static void Quietly(Action parse)
    {
        try
        {
            parse();
        }
        catch (FormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }
}
