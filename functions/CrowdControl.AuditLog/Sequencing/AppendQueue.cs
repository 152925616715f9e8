using System.Threading.Channels;
using CrowdControl.AuditLog.Publishing;

namespace CrowdControl.AuditLog.Sequencing;

/// <summary>Gathers the entries of concurrent callers into frames, in the order of their arrival. While one append is under way, the next
/// frame fills; an entry that finds nothing under way goes at once.</summary>
/// <param name="session">Opens the log, or says why it cannot be written to.</param>
/// <param name="turn">Held while the tip may change.</param>
/// <param name="turns">Waited for once others were faster several times.</param>
/// <param name="appended">Called after each frame.</param>
/// <param name="failed">Told of what kept a frame from being written.</param>
internal sealed class AppendQueue(
    Func<CancellationToken, Task<LogSession>> session, SemaphoreSlim turn, Turns turns, TimeSpan linger, TimeProvider clock,
    Action<LogSession> appended, Action<Exception> failed)
{
    /// <summary>Entries that one call may bring: so many fit into a frame however long they are.</summary>
    public const int MostTogether = 500;

    private const int Attempts = 16;

    /// <summary>Lost races after which it is worth the calls to wait for a turn.</summary>
    private const int Crowded = 4;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private int _writing;

    public Task<Receipt[]> Append(IReadOnlyList<Entry> entries)
    {
        var waiting = new Waiting(entries, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Writer.TryWrite(waiting);
        // Who finds nothing under way begins on their own thread: on a busy machine, waiting for another one takes longer than the append.
        if (Interlocked.Exchange(ref _writing, 1) == 0)
            _ = SynchronizationContext.Current is null ? WriteAll() : Task.Run(WriteAll, CancellationToken.None);
        return waiting.Done.Task;
    }

    private async Task WriteAll()
    {
        do
        {
            while (_waiting.Reader.TryPeek(out _))
            {
                if (linger > TimeSpan.Zero && _waiting.Reader.Count is > 1 and < FrameWriter.EnoughLeaves) await Task.Delay(linger, clock);
                await Write();
                // What came in meanwhile is for another thread: the caller's own entry is done.
                if (_waiting.Reader.TryPeek(out _)) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            }
            Volatile.Write(ref _writing, 0);
        }
        while (_waiting.Reader.TryPeek(out _) && Interlocked.Exchange(ref _writing, 1) == 0);
    }

    private async Task Write()
    {
        var batch = new List<Waiting>();
        IAsyncDisposable? mine = null;
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            var log = await session(CancellationToken.None);
            for (var attempt = 1; ; attempt++)
            {
                if (attempt == Crowded) mine = await turns.Wait(() => Task.FromResult(false), CancellationToken.None);
                var writer = log.Sequencer.Begin();
                Fill(writer, batch);
                if (!writer.IsEmpty && !await log.Sequencer.Append(writer, CancellationToken.None))
                {
                    if (attempt == Attempts) throw new IOException($"The audit log could not be written: others were faster {Attempts} times.");
                    continue;
                }
                foreach (var one in batch) await one.Answer(writer, log.Entries);
                writer.Recycle();
                if (!writer.IsEmpty) appended(log);
                return;
            }
        }
        catch (Exception fault)
        {
            failed(fault);
            // Where not even a frame was begun, all who wait hear of it, and not one after the other.
            if (batch.Count == 0)
                while (_waiting.Reader.TryRead(out var one)) batch.Add(one);
            foreach (var one in batch) one.Done.TrySetException(fault);
        }
        finally
        {
            turn.Release();
            if (mine is not null) await mine.DisposeAsync();
        }
    }

    /// <summary>Fills a frame; after a lost race, with the same entries first.</summary>
    private void Fill(FrameWriter writer, List<Waiting> batch)
    {
        foreach (var one in batch) one.Take(writer);
        while (_waiting.Reader.TryPeek(out var next) && writer.HasRoom(next.Count) && _waiting.Reader.TryRead(out var one))
        {
            batch.Add(one);
            one.Take(writer);
        }
    }

    private sealed class Waiting(IReadOnlyList<Entry> entries, TaskCompletionSource<Receipt[]> done)
    {
        private readonly long[] _indices = new long[entries.Count];
        private Exception? _wrong;

        public TaskCompletionSource<Receipt[]> Done => done;

        public int Count => entries.Count;

        public void Take(FrameWriter writer)
        {
            _wrong = null;
            writer.Expect(_indices.Length);
            for (var i = 0; i < _indices.Length; i++)
            {
                try
                {
                    _indices[i] = writer.Add(entries[i]);
                }
                catch (Exception wrong)
                {
                    // The caller's own code made the leaf: whatever it throws is for this caller, and for no other one in the frame.
                    (_indices[i], _wrong) = (-1, wrong);
                }
            }
        }

        public async Task Answer(FrameWriter writer, EntryReader stored)
        {
            if (_wrong is not null)
            {
                done.SetException(_wrong);
                return;
            }
            try
            {
                var receipts = new Receipt[_indices.Length];
                for (var i = 0; i < receipts.Length; i++)
                    receipts[i] = _indices[i] >= writer.First
                        ? new Receipt(_indices[i], writer.Change.Next, writer.At, writer.LeafAt(_indices[i]), false)
                        : await Known(_indices[i], stored);
                done.SetResult(receipts);
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        }

        private static async Task<Receipt> Known(long index, EntryReader stored)
        {
            var leaf = (await stored.Read(index, 1, CancellationToken.None))[0].Bytes;
            return new Receipt(index, index + 1, Leaves.LeafText.Read(leaf.Span).At, leaf, true);
        }
    }
}
