using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.LocalRuntime.Neighbours.Worm;

/// <summary>
/// Stands before the blob service of an emulator that enforces no immutability, and refuses what Azure refuses in a container under a locked
/// time-based policy: the documented "prohibited operations", with the two error codes that go with them. It keeps a list of what it
/// refused and of what was made, so that a test can say that our code never asks for what would be refused.
/// </summary>
/// <remarks>Stricter than Azure in one point: where policies are of versions Azure keeps the version and makes a new one. The emulator has no
/// versions, so overwriting and deleting are refused there as well. Append Blob Seal is in no list of Microsoft's; it is let through.</remarks>
internal sealed class WormGate(string emulator, TimeProvider clock)
{
    private const string DueToPolicy = "BlobImmutableDueToPolicy";
    private const string DueToHold = "BlobImmutableDueToLegalHold";

    /// <summary>Refused on a blob that is there, whatever it is made of.</summary>
    private static readonly HashSet<string> Prohibited = ["block", "metadata", "properties", "page", "snapshot", "incrementalcopy", "expiry"];

    private readonly BlobServiceClient _emulator = new(emulator);
    private readonly VersionLocks _locks = new(clock);
    private readonly ConcurrentDictionary<string, bool> _held = new();

    /// <summary>Every request that was refused because what it wants is prohibited.</summary>
    public ConcurrentQueue<WormRefusal> Refused { get; } = new();

    /// <summary>Every request that makes a blob in a container with a policy.</summary>
    public ConcurrentQueue<BlobCall> Made { get; } = new();

    /// <summary>Appends that were let through, by container.</summary>
    public ConcurrentDictionary<string, int> Appended { get; } = new();

    /// <summary>Puts a legal hold on a whole container, or lifts it.</summary>
    public void Hold(string container, bool held) => _held[container] = held;

    /// <summary>Answers in the service's place where it has to.</summary>
    /// <returns>True where the request is answered and goes no further.</returns>
    public async Task<bool> Answered(BlobCall call, HttpContext context)
    {
        if (call.IsRead || call.Container.Length == 0 || WormPolicy.Of(call.Container) is not { } policy) return false;
        var status = policy.VersionLevel && call.Blob.Length > 0 ? _locks.Answer(call, context) : null;
        if (status is not (null or StatusCodes.Status409Conflict))
        {
            context.Response.StatusCode = status.Value;
            _locks.Describe(call, context.Response.Headers);
            return true;
        }

        if ((status is null ? await Why(call, policy, context.RequestAborted) : DueToPolicy) is { } code)
        {
            Refused.Enqueue(new WormRefusal(call, code));
            await Refuse(context.Response, code);
            return true;
        }

        if (call.Makes && call.Blob.Length > 0) Made.Enqueue(call);
        if (call.Comp == "appendblock") Appended.AddOrUpdate(call.Container, 1, (_, count) => count + 1);
        return false;
    }

    /// <summary>What reading a blob says of its policy.</summary>
    public void Describe(BlobCall call, IHeaderDictionary answer) => _locks.Describe(call, answer);

    /// <summary>A list of blobs that have policies of their own, with what it says of these.</summary>
    public string Described(BlobCall call, string list)
    {
        var document = XDocument.Parse(list);
        _locks.Describe(call.Container, WormPolicy.Of(call.Container)!.Retention, document);
        return document.Declaration + document.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>Whether this lists blobs that have policies of their own.</summary>
    public static bool Lists(BlobCall call) => call is { Method: "GET", Blob: "", Comp: "list" } && WormPolicy.Of(call.Container) is { VersionLevel: true };

    /// <summary>The error code; null where the request may go on.</summary>
    private async Task<string?> Why(BlobCall call, WormPolicy policy, CancellationToken cancellation)
    {
        if (call.Blob.Length == 0) return await OfContainer(call, cancellation);
        // It is made or it is not: nothing is replaced. The service itself says that it is there.
        if (call.Makes && call.OnlyIfFree) return null;
        var appends = call.Comp == "appendblock";
        var deletes = call.Method == "DELETE" && call.Comp.Length == 0;
        if (!call.Makes && !appends && !deletes && !Prohibited.Contains(call.Comp)) return null;
        if (await ChangedAt(call, cancellation) is not { } changed) return null;

        if (appends && policy.ProtectedAppends) return null;
        if (_held.GetValueOrDefault(call.Container) || _locks.IsHeld(call)) return DueToHold;
        // An expired policy allows deleting, and nothing else.
        var until = policy.VersionLevel ? _locks.Until(call) ?? changed + policy.Retention : changed + policy.Retention;
        return deletes && clock.GetUtcNow() >= until ? null : DueToPolicy;
    }

    /// <summary>A container with a locked policy stays as long as it holds a blob. What a batch of requests would do is not looked at.</summary>
    private async Task<string?> OfContainer(BlobCall call, CancellationToken cancellation)
    {
        if (call.Comp == "batch") return DueToPolicy;
        if (call.Method != "DELETE") return null;
        await foreach (var _ in _emulator.GetBlobContainerClient(call.Container).GetBlobsAsync(cancellationToken: cancellation))
            return _held.GetValueOrDefault(call.Container) ? DueToHold : DueToPolicy;
        return null;
    }

    private async Task<DateTimeOffset?> ChangedAt(BlobCall call, CancellationToken cancellation)
    {
        try
        {
            var blob = _emulator.GetBlobContainerClient(call.Container).GetBlobClient(call.Blob);
            return (await blob.GetPropertiesAsync(cancellationToken: cancellation)).Value.LastModified;
        }
        catch (RequestFailedException none) when (none.Status == 404)
        {
            return null;
        }
    }

    private static async Task Refuse(HttpResponse answer, string code)
    {
        var message = code == DueToHold
            ? "This operation is not permitted as the blob is immutable due to one or more legal holds."
            : "This operation is not permitted as the blob is immutable due to a policy.";
        answer.StatusCode = StatusCodes.Status409Conflict;
        answer.Headers["x-ms-error-code"] = code;
        answer.ContentType = "application/xml";
        await answer.WriteAsync(string.Create(
            CultureInfo.InvariantCulture, $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"""));
    }
}

/// <param name="Code">The service's word for why.</param>
internal sealed record WormRefusal(BlobCall Call, string Code);
