using System.Buffers.Binary;
using System.Text;

namespace CrowdControl.AuditLog.Packs;

/// <summary>One file as a canonical zip describes it.</summary>
internal readonly record struct ZippedFile(string Path, uint Length, uint Crc32, uint Offset);

/// <summary>
/// The one form of a pack's zip: files stored as they are, in the order of <see cref="PackPath.Compare"/>, one directly after the other,
/// all dated 1 January 1980, 0:00, as plain MS-DOS files; no extra fields, comments, data descriptors or Zip64; nothing before the first
/// file or after the directory.
/// </summary>
/// <remarks>
/// A pack has 65,534 files at most and stays below 4 GiB as a whole, since beyond that a zip has a second form. Every byte that is not a
/// file's own follows from names, lengths and check sums: whoever reads one writes it again and compares.
/// </remarks>
internal static class ZipLayout
{
    public const int MostFiles = 65_534;
    public const long MostBytes = uint.MaxValue - 1;
    public const int LocalSize = 30;
    public const int CentralSize = 46;
    public const int EndSize = 22;

    private const ushort Version = 10;
    private const ushort FirstOfJanuary1980 = 0x21;

    public static byte[] Local(in ZippedFile file)
    {
        var bytes = new byte[LocalSize + file.Path.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x04034b50);
        Common(bytes.AsSpan(4), file);
        Encoding.ASCII.GetBytes(file.Path, bytes.AsSpan(LocalSize));
        return bytes;
    }

    public static byte[] Central(in ZippedFile file)
    {
        var bytes = new byte[CentralSize + file.Path.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4), Version);
        Common(bytes.AsSpan(6), file);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(42), file.Offset);
        Encoding.ASCII.GetBytes(file.Path, bytes.AsSpan(CentralSize));
        return bytes;
    }

    public static byte[] End(int files, long directory, long length)
    {
        var bytes = new byte[EndSize];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)files);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), (ushort)files);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)directory);
        return bytes;
    }

    /// <summary>Version, flags, method, time, date, check sum, both lengths and the name's length, which both headers share.</summary>
    private static void Common(Span<byte> bytes, in ZippedFile file)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[8..], FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[10..], file.Crc32);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[14..], file.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[18..], file.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[22..], (ushort)file.Path.Length);
    }
}
