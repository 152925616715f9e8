using System.Text;
using CrowdControl.AuditLog.Notes;
using CrowdControl.AuditLog.Sheets;
using CrowdControl.AuditLog.Tree;
using CrowdControl.Tests.AuditLog.Sequencing;

namespace CrowdControl.Tests.AuditLog.Sheets;

public sealed class DaySheetTests
{
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly Checkpoint Signed = new(
        TestLog.Settings.Origin, 90210, Digest.FromHex("6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));

    [Fact]
    public async Task A_sheet_is_five_lines_for_people_and_the_signed_note_for_machines()
    {
        var sheet = await Sheet();

        var text = Encoding.UTF8.GetString(sheet.ToBytes());

        Assert.StartsWith(
            $"crowdcontrol-day-sheet/v1\nday 2026-11-02\norigin {Signed.Origin}\nsize 90210\n"
            + "root 6b47aaf2 9ee3c2af 9af889bc 1fb9254d abd31177 f16232dd 6aab035c a39bf6e4\n\n" + Signed.Text, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_read_back_as_it_was_written_with_the_note_and_without()
    {
        var sheet = await Sheet();

        var (whole, typed) = (DaySheet.Parse(sheet.ToBytes()), DaySheet.Parse(Encoding.UTF8.GetBytes(sheet.Head)));

        Assert.Equal((Day, Signed), (whole.Day, whole.Checkpoint));
        Assert.Equal(sheet.ToBytes(), whole.ToBytes());
        whole.Note!.Verify([TestLog.Signer.Key]);
        Assert.Equal((Day, Signed, null), (typed.Day, typed.Checkpoint, typed.Note));
    }

    [Theory]
    [InlineData("day 2026-11-02", "day 2026-11-2")]
    [InlineData("day 2026-11-02", "day 2026-13-02")]
    [InlineData("day 2026-11-02", "Day 2026-11-02")]
    [InlineData("size 90210", "size 090210")]
    [InlineData("size 90210", "size 0")]
    [InlineData("size 90210", "size 90211")]
    [InlineData("root 6b47aaf2", "root 6b47aaf3")]
    [InlineData("root 6b47aaf2 ", "root 6b47aaf2  ")]
    [InlineData("root 6b47aaf2", "root 6B47AAF2")]
    [InlineData("root 6b47aaf2 9ee3c2af", "root 6b47aaf29ee3c2af")]
    [InlineData("sheet/v1", "sheet/v2")]
    [InlineData("\n\n", "\n")]
    [InlineData("\n", "\r\n")]
    public async Task Any_other_spelling_is_refused(string written, string changed)
    {
        var text = Encoding.UTF8.GetString((await Sheet()).ToBytes());

        var other = Encoding.UTF8.GetBytes(text.Replace(written, changed, StringComparison.Ordinal));

        Assert.Throws<FormatException>(() => DaySheet.Parse(other));
    }

    [Fact]
    public async Task Every_flipped_bit_is_refused_or_breaks_the_signature_or_stands_in_the_day_alone()
    {
        var bytes = (await Sheet()).ToBytes();
        var dayLine = bytes.AsSpan().IndexOf("day "u8);

        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << bit % 8);

            var accepted = Accepts(flipped);

            // The day is no part of what is signed: the paper and whoever signed it by hand stand for it.
            Assert.True(!accepted || (bit / 8 >= dayLine && bit / 8 < dayLine + 14), $"Bit {bit} can be flipped.");
        }
    }

    private static bool Accepts(byte[] bytes)
    {
        try
        {
            DaySheet.Parse(bytes).Note!.Verify([TestLog.Signer.Key]);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static async Task<DaySheet> Sheet() =>
        DaySheet.Of(Day, await CheckpointSigning.Sign(Signed, [TestLog.Signer], CancellationToken.None));
}
