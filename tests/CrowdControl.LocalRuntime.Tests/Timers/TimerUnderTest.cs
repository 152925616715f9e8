using System.Globalization;
using System.Threading.Channels;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using CrowdControl.LocalRuntime.Engine.Timers;
using CrowdControl.LocalRuntime.Servers;

namespace CrowdControl.LocalRuntime.Tests.Timers;

/// <summary>A timer function on the shared Azurite; its clock starts at nine o'clock and stands still until it is pushed.</summary>
internal sealed class TimerUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Channel<TimerTick> _ticks = Channel.CreateUnbounded<TimerTick>();
    private readonly List<TimerPump> _pumps = [];
    private readonly string _connection;

    private TimerUnderTest(string connection, string schedule)
    {
        _connection = connection;
        Settings = new TimerSettings("T" + Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal), schedule);
        Run = (_, _) => Task.CompletedTask;
    }

    public TimerSettings Settings { get; set; }

    /// <summary>What the function does, after its tick was noted.</summary>
    public Func<TimerTick, CancellationToken, Task> Run { get; set; }

    public PushedClock Clock { get; } = new();

    public LinesLogged Log { get; } = new();

    public BlobContainerClient Hosts => new(_connection, "azure-webjobs-hosts");

    public BlobClient Status => Hosts.GetBlobClient($"timers/local/Host.Functions.{Settings.Function}/status");

    public BlobClient Lock => Hosts.GetBlobClient($"locks/local/Host.Functions.{Settings.Function}.Listener");

    /// <summary>Ticks of the function that nobody has looked at yet.</summary>
    public int Waiting => _ticks.Reader.Count;

    public static async Task<TimerUnderTest> New(string schedule, string? connection = null) =>
        new(connection ?? (await AzuriteServer.Shared).ConnectionString, schedule);

    public TimerPump Start()
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        var pump = new TimerPump(Settings, new BlobServiceClient(_connection, options), Note, Clock, Log.CreateLogger("Timer"));
        _pumps.Add(pump);
        pump.Start();
        return pump;
    }

    /// <summary>Starts it, and returns once it has the lock and waits for five past nine.</summary>
    public async Task<TimerPump> Locked()
    {
        var pump = Start();
        await Clock.WaitedFor(At("09:05"));
        return pump;
    }

    public async Task<BlobLeaseClient> TakenByAnother()
    {
        var other = Lock.GetBlobLeaseClient();
        await other.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        return other;
    }

    /// <summary>The function's next run.</summary>
    public async Task<TimerTick> Tick()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await _ticks.Reader.ReadAsync(deadline.Token);
    }

    /// <summary>Moves the clock to this time of the day, once somebody waits for it.</summary>
    public async Task PushTo(string time)
    {
        var then = At(time);
        await Clock.WaitedFor(then);
        Clock.Push(then - Clock.GetUtcNow());
    }

    public static DateTimeOffset At(string time) =>
        new(Nine.Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero);

    public async ValueTask DisposeAsync()
    {
        foreach (var pump in _pumps) await pump.DisposeAsync();
        Log.Dispose();
    }

    private async Task Note(TimerTick tick, CancellationToken cancellation)
    {
        _ticks.Writer.TryWrite(tick);
        await Run(tick, cancellation);
    }
}
