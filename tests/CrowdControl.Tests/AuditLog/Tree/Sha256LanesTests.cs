using System.Security.Cryptography;
using CrowdControl.AuditLog.Tree;

namespace CrowdControl.Tests.AuditLog.Tree;

/// <summary>Our own SHA-256 for eight messages at a time, held to the platform's.</summary>
[Trait("Goal", "G1")]
public class Sha256LanesTests
{
    [Fact]
    public void Every_length_in_every_lane_gives_what_the_platform_gives()
    {
        var (random, lanes) = (new Random(180), new Sha256Lanes());
        for (var length = 1; length <= Sha256Lanes.MostBytes; length++)
        {
            // Beside it messages of any other length, shorter and longer, in an order of their own each time.
            var messages = Enumerable.Range(0, Sha256Lanes.Lanes)
                .Select(lane => Bytes(random, lane == length % Sha256Lanes.Lanes ? length : random.Next(1, Sha256Lanes.MostBytes + 1))).ToList();
            var hashes = new Digest[Sha256Lanes.Lanes];
            for (var lane = 0; lane < messages.Count; lane++)
            {
                var split = random.Next(1, messages[lane].Length + 1);
                lanes.Load(lane, messages[lane][0], messages[lane].AsSpan(1, split - 1), messages[lane].AsSpan(split));
            }

            lanes.Hash(hashes);

            Assert.Equal(messages.Select(message => new Digest(SHA256.HashData(message))), hashes);
        }
    }

    [Fact]
    public void The_published_values_of_FIPS_180_come_out()
    {
        var lanes = new Sha256Lanes();
        var hashes = new Digest[Sha256Lanes.Lanes];
        for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
            if (lane % 2 == 0) lanes.Load(lane, (byte)'a', "b"u8, "c"u8);
            else lanes.Load(lane, (byte)'a', "bcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"u8, []);

        lanes.Hash(hashes);

        for (var lane = 0; lane < Sha256Lanes.Lanes; lane++)
            Assert.Equal(lane % 2 == 0
                ? "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                : "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1", hashes[lane].ToHex());
    }

    [Fact]
    public void Leaves_hashed_together_are_those_hashed_one_by_one_whatever_their_number_and_length()
    {
        var random = new Random(6962);
        for (var count = 0; count < 40; count++)
        {
            var leaves = Enumerable.Range(0, count)
                .Select(_ => new ReadOnlyMemory<byte>(Bytes(random, random.Next(20) == 0 ? random.Next(9_000) : random.Next(600)))).ToArray();
            var hashes = new Digest[count];

            TreeHash.Leaves(leaves, hashes);

            Assert.Equal(leaves.Select(leaf => TreeHash.Leaf(leaf.Span)), hashes);
        }
    }

    [Fact]
    public void A_range_that_grows_by_many_is_the_one_that_grows_one_by_one_and_tells_of_the_same_nodes()
    {
        var (random, one, many) = (new Random(9162), new CompactRange(), new CompactRange());
        var (expected, told, completed) = (new List<(int, Digest)>(), new List<(int, Digest)>(), new Digest[64]);
        for (var round = 0; round < 60; round++)
        {
            var hashes = new Digest[random.Next(0, round % 10 == 0 ? 1_200 : 40)];
            for (var i = 0; i < hashes.Length; i++)
            {
                hashes[i] = new Digest(Bytes(random, Digest.Size));
                var levels = one.Add(hashes[i], completed);
                for (var level = 1; level <= levels; level++) expected.Add((level, completed[level - 1]));
            }

            many.AddAll(hashes, (level, nodes) =>
            {
                foreach (var node in nodes) told.Add((level, node));
            });

            Assert.Equal((one.Count, one.Root()), (many.Count, many.Root()));
            Assert.Equal(one.Hashes.ToArray(), many.Hashes.ToArray());
        }
        for (var level = 1; level < 16; level++)
            Assert.Equal(expected.Where(node => node.Item1 == level), told.Where(node => node.Item1 == level));
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
