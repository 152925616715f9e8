using System.Collections.Immutable;
using System.IO.Compression;
using CrowdControl.Domain;
using CrowdControl.Domain.Access;
using CrowdControl.Functions.Auditing;
using CrowdControl.Functions.Auditing.Anchors;
using CrowdControl.Functions.Auditing.Exports;
using CrowdControl.Functions.Hosting;
using CrowdControl.Tests.Access;
using CrowdControl.Verify;
using Microsoft.AspNetCore.Http;

namespace CrowdControl.Tests.Auditing.Exports;

/// <summary>The whole record as it is downloaded, checked as a stranger checks it.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;

    private string Unpacked => Path.Combine(_directory, "record");

    [Fact]
    public async Task The_unpacked_download_is_valid_for_a_stranger_and_says_who_took_it()
    {
        var (force, fran) = await With(Scope.Everything);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => Act(force, $"{number}")));

        await Unpack(Done(await new ExportDesk(force.Logs, force.Trail).Begin(fran, new Intent("wish"), default)));

        using var said = new StringWriter();
        Assert.True(Verifier.Run(["log", Unpacked, "--policy", await Policy(force)], said) == 0, said.ToString());
        Assert.Contains("301 entries are in the one permitted spelling", said.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("record/exported/", (await force.Recorded())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_of_the_download_is_found()
    {
        var (force, fran) = await With(Scope.Everything);
        await Act(force, "one");
        await Unpack(Done(await new ExportDesk(force.Logs, force.Trail).Begin(fran, new Intent("wish"), default)));
        var bundle = Path.Combine(Unpacked, "tile/entries/000.p/2");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);

        using var said = new StringWriter();

        Assert.Equal(1, Verifier.Run(["log", Unpacked, "--policy", await Policy(force)], said));
        Assert.Contains("First bad index: 1", said.ToString().Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_reads_the_record_of_some_channels_does_not_get_all_of_it()
    {
        var (force, pru) = await With(Scope.Of([new ChannelId("roads")]));

        var refused = await new ExportDesk(force.Logs, force.Trail).Begin(pru, new Intent("wish"), default);

        Assert.IsType<Refusal.NotPermitted>(Assert.IsType<Outcome<RecordExport>.Refused>(refused).Why);
        Assert.DoesNotContain(await force.Recorded(), entry => entry.StartsWith("record/exported/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_export_that_breaks_off_is_no_zip()
    {
        var (force, fran) = await With(Scope.Everything);
        await Act(force, "one");
        var export = Done(await new ExportDesk(force.Logs, force.Trail).Begin(fran, new Intent("wish"), default));
        using var body = new OneWay(most: 2_000);

        await Assert.ThrowsAsync<IOException>(() => Send(export, body));

        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(body.Written)));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task<(Force Force, Caller Caller)> With(Scope scope)
    {
        var force = await Force.Found();
        return (force, await force.Add("pru", new Grant(new GrantId("g"), Role.Publisher, scope, null, null)));
    }

    private static Task Act(Force force, string name) => force.Trail.Record(
        new AuditEvent(
            force.Tenant, name, force.Clock.GetUtcNow(), Actor.Job("test"), "submission.done", new AuditSubject("submission", name), null,
            AuditOutcome.Done, ImmutableSortedDictionary<string, string>.Empty), default);

    private static RecordExport Done(Outcome<RecordExport> outcome) => Assert.IsType<Outcome<RecordExport>.Done>(outcome).Value;

    private static async Task Send(RecordExport export, Stream body)
    {
        var context = new DefaultHttpContext();
        context.Response.Body = body;
        await new ExportDownload(export).ExecuteAsync(context);
    }

    private async Task Unpack(RecordExport export)
    {
        using var body = new OneWay(int.MaxValue);
        await Send(export, body);
        ZipFile.ExtractToDirectory(new MemoryStream(body.Written), Unpacked);
    }

    private async Task<string> Policy(Force force)
    {
        var file = Path.Combine(_directory, "trust.policy");
        await File.WriteAllBytesAsync(file, await new PolicyDesk(force.Logs, TestVault.Audit).Write(force.Tenant, default));
        return file;
    }

    /// <summary>As a connection is: written from front to back, never with a blocking call; and it may break.</summary>
    private sealed class OneWay(int most) : Stream
    {
        private readonly MemoryStream _bytes = new();

        public byte[] Written => _bytes.ToArray();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_bytes.Length + buffer.Length > most) throw new IOException("The connection broke.");
            await _bytes.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => throw new InvalidOperationException("A connection is not waited for.");

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("A connection is not waited for.");
    }
}
