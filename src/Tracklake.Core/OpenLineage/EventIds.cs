using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tracklake.Pipeline;

namespace Tracklake.OpenLineage;

/// <summary>
/// The ids of runs as other systems know them: UUIDs of version 7 (RFC 9562) whose time is that of the run's plan and
/// whose other bits are a hash, so that a run that is taken up again has the ids that it had.
/// </summary>
internal static class EventIds
{
    /// <summary>The id of a run of a job.</summary>
    /// <param name="plan">The pipeline's run.</param>
    /// <param name="jobNamespace">The job's namespace.</param>
    /// <param name="job">The job's name.</param>
    public static Guid Of(RunPlan plan, string jobNamespace, string job)
    {
        var id = SHA256.HashData(Encoding.UTF8.GetBytes($"{jobNamespace}/{plan.Number}/{job}")).AsSpan(0, 16);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, plan.At.ToUnixTimeMilliseconds());
        time[2..].CopyTo(id);
        id[6] = (byte)((id[6] & 0x0F) | 0x70);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
