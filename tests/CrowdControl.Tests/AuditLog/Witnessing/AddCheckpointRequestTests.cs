using System.Text;
using CrowdControl.AuditLog.Tree;
using CrowdControl.AuditLog.Witnessing;
using CrowdControl.Tests.Witness;

namespace CrowdControl.Tests.AuditLog.Witnessing;

public class AddCheckpointRequestTests
{
    /// <summary>The example of C2SP tlog-witness.</summary>
    private const string Example =
        "old 20852014\n"
        + "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
        + "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
        + "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
        + "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n"
        + "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        + "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        + "— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";

    [Fact]
    public void The_specification_s_example_is_read_and_written_back_to_the_byte()
    {
        var request = AddCheckpointRequest.Parse(Encoding.UTF8.GetBytes(Example));

        Assert.Equal((20852014UL, 4, 20852163UL), (request.OldSize, request.Proof.Count, request.Checkpoint.Size));
        Assert.Equal(("example.com/behind-the-sofa", 2), (request.Checkpoint.Origin, request.Note.Signatures.Count));
        Assert.Equal(Example, Encoding.UTF8.GetString(request.ToBytes()));
    }

    [Fact]
    public void Every_flipped_bit_and_every_cut_is_refused_or_read_as_what_it_then_says()
    {
        var bytes = Encoding.UTF8.GetBytes(Example);
        var read = 0;

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Read(bytes) is { } other)
            {
                read++;
                Assert.Equal(bytes, other.ToBytes());
            }
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        for (var length = 0; length < bytes.Length; length++)
            if (Read(bytes[..length]) is { } shorter) Assert.Equal(bytes[..length], shorter.ToBytes());

        Assert.InRange(read, 1, bytes.Length * 8 - 1);
    }

    [Fact]
    public async Task Sixty_three_lines_of_proof_are_read_and_one_more_is_not()
    {
        var note = await new MemoryLog("lines", 2).Note(2);
        var most = Enumerable.Repeat(TreeHash.Empty, 63).ToList();

        Assert.Equal(63, AddCheckpointRequest.Parse(MemoryLog.Bytes(1, most, note)).Proof.Count);
        Assert.Throws<FormatException>(() => AddCheckpointRequest.Parse(MemoryLog.Bytes(1, [.. most, TreeHash.Empty], note)));
    }

    [Fact]
    public void A_size_is_a_decimal_and_a_line_feed_and_nothing_else()
    {
        Assert.Equal("18446744073709551615\n", AddCheckpointRequest.SizeText(ulong.MaxValue));
        Assert.Equal(ulong.MaxValue, AddCheckpointRequest.ReadSize("18446744073709551615\n"u8));
        foreach (var wrong in new[] { "", "\n", "5", "05\n", "5\n\n", "5 \n", "+5\n", "5\r\n", "18446744073709551616\n", "x\n" })
            Assert.Throws<FormatException>(() => AddCheckpointRequest.ReadSize(Encoding.UTF8.GetBytes(wrong)));
    }

    private static AddCheckpointRequest? Read(byte[] bytes)
    {
        try
        {
            return AddCheckpointRequest.Parse(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
