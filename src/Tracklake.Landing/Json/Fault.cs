namespace Tracklake.Landing.Json;

/// <summary>Why a record cannot be used.</summary>
/// <param name="Code">The short stable name: one of <see cref="FaultCodes"/>.</param>
/// <param name="Reason">A sentence that names the field and the kind of its value.</param>
internal sealed record Fault(string Code, string Reason);

/// <summary>The stable names of what can be wrong with a record.</summary>
internal static class FaultCodes
{
    public const string MalformedJson = "malformed-json";
    public const string WrongShape = "wrong-shape";
    public const string WrongType = "wrong-type";
    public const string NullEntry = "null-entry";
    public const string MissingId = "missing-id";
    public const string MissingField = "missing-field";
    public const string BadNumber = "bad-number";
    public const string OutOfRange = "out-of-range";
    public const string BadTimestamp = "bad-timestamp";
    public const string BadUtf8 = "bad-utf8";
    public const string TooLong = "too-long";
}
