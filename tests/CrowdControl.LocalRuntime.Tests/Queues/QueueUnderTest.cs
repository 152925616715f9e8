using System.Threading.Channels;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using CrowdControl.LocalRuntime.Engine.Queues;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Queues;

/// <summary>A queue function with a queue of its own on the shared Azurite.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    private readonly Channel<QueueMessage> _runs = Channel.CreateUnbounded<QueueMessage>();
    private readonly List<QueuePump> _pumps = [];
    private readonly string _connection;

    private QueueUnderTest(string connection, string suffix)
    {
        _connection = connection;
        var name = "q" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal) + suffix;
        Trigger = new QueueTrigger("Store", name);
        Queue = new QueueClient(connection, name);
        Poison = new QueueClient(connection, name + "-poison");
        Encoded = new QueueClient(connection, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
    }

    public QueueTrigger Trigger { get; set; }

    public QueueSettings Settings { get; set; } = new() { MaxPollingInterval = TimeSpan.FromMilliseconds(200) };

    /// <summary>What the function does, after its run was noted.</summary>
    public Func<QueueMessage, CancellationToken, Task> Run { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Of the client that the pump uses.</summary>
    public QueueClientOptions Options { get; } = new() { Retry = { MaxRetries = 0 } };

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public LinesLogged Log { get; } = new();

    /// <summary>The queue as it is, bodies not encoded.</summary>
    public QueueClient Queue { get; }

    public QueueClient Poison { get; }

    /// <summary>The queue as the app's senders see it.</summary>
    public QueueClient Encoded { get; }

    /// <summary>Runs that nobody has looked at yet.</summary>
    public int Waiting => _runs.Reader.Count;

    public static async Task<QueueUnderTest> New(string? connection = null, string suffix = "")
    {
        var made = new QueueUnderTest(connection ?? (await AzuriteServer.Shared).ConnectionString, suffix);
        await made.Queue.CreateIfNotExistsAsync();
        return made;
    }

    public QueuePump Start()
    {
        var pump = new QueuePump(Trigger, Settings, new QueueServiceClient(_connection, Options), Note, Clock, Log.CreateLogger("Queue"));
        _pumps.Add(pump);
        pump.Start();
        return pump;
    }

    /// <summary>The message of the function's next run.</summary>
    public async Task<QueueMessage> Next()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _runs.Reader.ReadAsync(deadline.Token);
    }

    public async Task<IReadOnlyList<QueueMessage>> Next(int count)
    {
        var runs = new List<QueueMessage>();
        while (runs.Count < count) runs.Add(await Next());
        return runs;
    }

    /// <summary>Returns once nothing is in the queue, neither shown nor hidden.</summary>
    public async Task Empty()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Queue.GetPropertiesAsync(deadline.Token)).Value.ApproximateMessagesCount > 0) await Task.Delay(10, deadline.Token);
    }

    /// <summary>The next message of a queue that nobody else reads.</summary>
    public static async Task<QueueMessage> Arrived(QueueClient queue)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (await queue.ExistsAsync(deadline.Token) && (await queue.ReceiveMessageAsync(null, deadline.Token)).Value is { } message)
                return message;
            await Task.Delay(10, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps) await pump.DisposeAsync();
        await Queue.DeleteIfExistsAsync();
        if (Poison.Name.Length <= 63) await Poison.DeleteIfExistsAsync();
        if (Trigger.JournalPath is { } journal) File.Delete(journal);
        Log.Dispose();
    }

    private async Task Note(QueueMessage message, CancellationToken cancellation)
    {
        _runs.Writer.TryWrite(message);
        await Run(message, cancellation);
    }
}
