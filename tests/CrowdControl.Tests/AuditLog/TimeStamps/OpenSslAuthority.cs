using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace CrowdControl.Tests.AuditLog.TimeStamps;

/// <summary>A real time stamping authority: OpenSSL's, with a root and a signer of its own.</summary>
internal sealed class OpenSslAuthority : IDisposable
{
    private const string Settings = """
        [ req ]
        distinguished_name = name
        prompt = no
        [ name ]
        CN = Wexmoor test authority
        [ root ]
        basicConstraints = critical,CA:TRUE
        keyUsage = critical,keyCertSign,cRLSign
        [ signer ]
        basicConstraints = CA:FALSE
        keyUsage = critical,digitalSignature
        extendedKeyUsage = critical,timeStamping
        [ tsa ]
        default_tsa = authority
        [ authority ]
        serial = serial
        signer_cert = signer.pem
        certs = root.pem
        signer_key = signer.key
        signer_digest = sha256
        default_policy = 1.2.3.4.1
        digests = sha256
        accuracy = secs:1
        ordering = yes
        ess_cert_id_alg = sha256
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("crowdcontrol-").FullName;

    public OpenSslAuthority()
    {
        File.WriteAllText(Path.Combine(_directory, "settings"), Settings);
        File.WriteAllText(Path.Combine(_directory, "serial"), "01\n");
        Run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -out root.pem -days 30 -config settings -extensions root");
        Run("req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout signer.key -out signer.csr -subj /CN=Wexmoor-time -config settings");
        Run("x509 -req -in signer.csr -CA root.pem -CAkey root.key -set_serial 2 -days 30 -extfile settings -extensions signer -out signer.pem");
        Root = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(_directory, "root.pem")));
    }

    public X509Certificate2 Root { get; }

    public byte[] Answer(byte[] query)
    {
        lock (_directory)
        {
            File.WriteAllBytes(Path.Combine(_directory, "query.tsq"), query);
            Run("ts -reply -config settings -queryfile query.tsq -out answer.tsr");
            return File.ReadAllBytes(Path.Combine(_directory, "answer.tsr"));
        }
    }

    public void Dispose()
    {
        Root.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Run(string arguments)
    {
        var start = new ProcessStartInfo("openssl", arguments) { WorkingDirectory = _directory, RedirectStandardError = true, RedirectStandardOutput = true };
        using var openssl = Process.Start(start)!;
        var said = openssl.StandardError.ReadToEndAsync();
        openssl.WaitForExit();
        if (openssl.ExitCode != 0) throw new InvalidOperationException($"openssl {arguments}: {said.Result}");
    }
}
