using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace CrowdControl.Tests.Publishing.Pictures;

/// <summary>Small pictures of each kind, with a secret in every place where cameras and editors put one.</summary>
internal static class SamplePictures
{
    public static byte[] Png(int width, int height, string secret)
    {
        byte[] header = [.. Big(width), .. Big(height), 8, 2, 0, 0, 0];
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", header), .. Chunk("tEXt", Encoding.Latin1.GetBytes("Comment\0" + secret)),
            .. Chunk("eXIf", Encoding.Latin1.GetBytes(secret)), .. Chunk("IDAT", [0x78, 0x9C, 3, 0, 0, 0, 0, 1]), .. Chunk("IEND", []),
        ];
    }

    public static byte[] Jpeg(int width, int height, string secret, byte orientation)
    {
        byte[] exif =
        [
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0,
            .. Encoding.Latin1.GetBytes(secret),
        ];
        byte[] frame = [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        return
        [
            0xFF, 0xD8, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]), .. Segment(0xE1, exif),
            .. Segment(0xED, Encoding.Latin1.GetBytes("Photoshop 3.0\0" + secret)), .. Segment(0xFE, Encoding.Latin1.GetBytes(secret)),
            .. Segment(0xC0, frame), .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9,
        ];
    }

    public static byte[] WebP(int width, int height, string secret)
    {
        var (w, h) = (width - 1, height - 1);
        byte[] extended = [0x08 | 0x04, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)];
        byte[] body =
        [
            .. "WEBP"u8, .. Riff("VP8X", extended), .. Riff("VP8L", [0x2F, 0, 0, 0, 0, 0]),
            .. Riff("EXIF", Encoding.Latin1.GetBytes(secret)), .. Riff("XMP ", Encoding.Latin1.GetBytes(secret)),
        ];
        return [.. "RIFF"u8, .. Little(body.Length), .. body];
    }

    public static byte[] Gif(int width, int height) =>
        [.. "GIF89a"u8, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 0, 0, 0x3B];

    private static byte[] Chunk(string name, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. body];
        return [.. Big(body.Length), .. named, .. Big((int)Crc32.HashToUInt32(named))];
    }

    private static byte[] Segment(byte marker, byte[] body) =>
        [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Riff(string name, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(name), .. Little(body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];

    private static byte[] Big(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Little(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
