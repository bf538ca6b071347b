using System.Security.Cryptography;
using System.Text.Json;

namespace SampleApi.Shifts;

/// <summary>Work for the processor alone, in rounds of some 1.2 µs: reads a piece of JSON and hashes what was read. Allocates nothing.</summary>
internal static class Arithmetic
{
    private static readonly byte[] Order =
        """{"id":4711,"customer":12,"lines":[{"product":81,"quantity":2,"price":1999},{"product":407,"quantity":1,"price":24900}]}"""u8.ToArray();

    /// <summary>A checksum, so that nothing can be optimized away.</summary>
    public static int Run(int rounds)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hash.Clear();
        for (var round = 0; round < rounds; round++)
        {
            var sum = round;
            var reader = new Utf8JsonReader(Order);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number)
                    sum += reader.GetInt32();
            }

            BitConverter.TryWriteBytes(hash, sum ^ BitConverter.ToInt32(hash));
            SHA256.HashData(hash, hash);
        }

        return BitConverter.ToInt32(hash);
    }
}
