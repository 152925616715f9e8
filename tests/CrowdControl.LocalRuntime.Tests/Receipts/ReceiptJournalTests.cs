using CrowdControl.LocalRuntime.Engine.Receipts;

namespace CrowdControl.LocalRuntime.Tests.Receipts;

/// <summary>What a killed process held is known to the next one.</summary>
public sealed class ReceiptJournalTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void What_was_held_and_not_done_is_left_with_its_latest_receipt()
    {
        using (var dead = new ReceiptJournal(_path))
        {
            dead.Holds("mentions", "1", "first");
            dead.Holds("mentions", "2", "done");
            dead.Holds("mentions", "1", "renewed");
            dead.Done("mentions", "2");
        }

        using var next = new ReceiptJournal(_path);

        Assert.Equal([("mentions", "1", "renewed")], next.Left());
    }

    [Fact]
    public void What_a_process_took_over_is_left_to_the_one_after_until_it_was_given_back()
    {
        using (var first = new ReceiptJournal(_path))
        {
            first.Holds("mentions", "1", "a");
            first.Holds("mentions", "2", "b");
        }

        using (var second = new ReceiptJournal(_path)) second.Done("mentions", "1");
        using var third = new ReceiptJournal(_path);

        Assert.Equal([("mentions", "2", "b")], third.Left());
    }

    [Fact]
    public void A_line_that_was_cut_off_is_passed_over_and_spoils_no_other()
    {
        File.WriteAllText(_path, "+ mentions 1 a\n+ mentio");

        using (var next = new ReceiptJournal(_path)) next.Holds("mentions", "2", "b");
        using var after = new ReceiptJournal(_path);

        Assert.Equal([("mentions", "1", "a"), ("mentions", "2", "b")], after.Left().Order());
    }

    [Fact]
    public void The_file_stays_small_however_many_messages_pass_through()
    {
        using var journal = new ReceiptJournal(_path);
        journal.Holds("mentions", "kept", "a");

        for (var number = 0; number < 30_000; number++)
        {
            var id = number.ToString("D36", System.Globalization.CultureInfo.InvariantCulture);
            journal.Holds("mentions", id, "receipt");
            journal.Done("mentions", id);
        }

        Assert.InRange(new FileInfo(_path).Length, 1, 1 << 20);
        Assert.Equal([("mentions", "kept", "a")], journal.Left());
    }

    [Fact]
    public void Without_a_path_nothing_is_written_and_nothing_is_left_by_another_process()
    {
        using var journal = new ReceiptJournal(null);

        journal.Holds("mentions", "1", "a");
        journal.Done("mentions", "1");

        Assert.Empty(journal.Left());
    }

    public void Dispose() => File.Delete(_path);
}
